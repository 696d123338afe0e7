# The function host's own account: its locks, the package, the queues. No keys: everybody comes by identity.
resource "azurerm_storage_account" "host" {
  name                            = substr("${local.compact_name}host", 0, 24)
  resource_group_name             = var.resource_group_name
  location                        = var.location
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  shared_access_key_enabled       = false
  allow_nested_items_to_be_public = false
  https_traffic_only_enabled      = true
  min_tls_version                 = "TLS1_2"
  tags                            = var.tags

  dynamic "network_rules" {
    for_each = var.network[*]

    content {
      default_action             = "Deny"
      bypass                     = ["AzureServices"] # Event Grid, by its identity
      virtual_network_subnet_ids = []
    }
  }
}

resource "azurerm_storage_container" "package" {
  name               = "package"
  storage_account_id = azurerm_storage_account.host.id
  metadata           = try({ sha256 = filesha256(var.package_file) }, {})
}

resource "azurerm_storage_container" "undelivered_events" {
  count = var.pull == null ? 1 : 0

  name               = "undelivered-events"
  storage_account_id = azurerm_storage_account.host.id
}

locals {
  package_container = join("/", [
    "https://${azurerm_storage_account.host.name}.blob.core.windows.net", azurerm_storage_container.package.name
  ])
}

resource "azurerm_storage_queue" "work" {
  name               = local.queue_name
  storage_account_id = azurerm_storage_account.host.id
}

# The host puts notifications here that were tried too often. It is named by the platform.
resource "azurerm_storage_queue" "poison" {
  name               = "${local.queue_name}-poison"
  storage_account_id = azurerm_storage_account.host.id
}

# The account of the batches, apart from the host's: Logpush writes with a signed URL, which needs the account's keys.
resource "azurerm_storage_account" "logs" {
  count = local.makes_log_account ? 1 : 0

  name                            = var.log_account
  resource_group_name             = var.resource_group_name
  location                        = var.location
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  shared_access_key_enabled       = true
  allow_nested_items_to_be_public = false
  https_traffic_only_enabled      = true
  min_tls_version                 = "TLS1_2"
  tags                            = var.tags
}

locals {
  makes_log_account = var.pull == null && var.log_account_id == null
  log_account_id    = var.log_account_id != null ? var.log_account_id : one(azurerm_storage_account.logs[*].id)
}

resource "azurerm_storage_container" "logs" {
  count = local.makes_log_account ? 1 : 0

  name               = var.log_container
  storage_account_id = local.log_account_id
}

resource "azurerm_storage_container" "dead_letters" {
  count = var.pull == null ? 1 : 0

  name               = "${var.name}-dead-letters"
  storage_account_id = local.log_account_id
}

resource "azurerm_storage_container" "receipts" {
  count = var.pull == null && var.receipts ? 1 : 0

  name               = "${var.name}-receipts"
  storage_account_id = local.log_account_id
}

resource "azurerm_storage_management_policy" "logs" {
  count = local.makes_log_account ? 1 : 0

  storage_account_id = local.log_account_id

  rule {
    name    = "expire"
    enabled = true

    filters {
      blob_types = ["blockBlob", "appendBlob"]
    }

    actions {
      base_blob {
        delete_after_days_since_creation_greater_than = var.log_expiration_days
      }
    }
  }
}
