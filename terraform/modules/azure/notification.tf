resource "azurerm_eventgrid_system_topic" "logs" {
  count = local.makes_topic ? 1 : 0

  name                = "${var.name}-logs"
  resource_group_name = var.resource_group_name
  location            = var.location
  source_resource_id  = local.log_account_id
  topic_type          = "Microsoft.Storage.StorageAccounts"
  tags                = var.tags

  identity {
    type = "SystemAssigned"
  }
}

locals {
  makes_topic = var.pull == null && var.system_topic == null

  topic = var.system_topic != null ? var.system_topic : {
    name                = one(azurerm_eventgrid_system_topic.logs[*].name)
    resource_group_name = var.resource_group_name
    principal_id        = one(azurerm_eventgrid_system_topic.logs[*].identity[0].principal_id)
  }
}

resource "azurerm_eventgrid_system_topic_event_subscription" "work" {
  count = var.pull == null ? 1 : 0

  name                  = var.name
  system_topic          = local.topic.name
  resource_group_name   = local.topic.resource_group_name
  event_delivery_schema = "EventGridSchema"
  included_event_types  = ["Microsoft.Storage.BlobCreated"]

  subject_filter {
    subject_begins_with = "/blobServices/default/containers/${var.log_container}/blobs/${var.key_prefix}"
    subject_ends_with   = var.key_suffix
    case_sensitive      = true
  }

  storage_queue_endpoint {
    storage_account_id                    = azurerm_storage_account.host.id
    queue_name                            = azurerm_storage_queue.work.name
    queue_message_time_to_live_in_seconds = 14 * 24 * 3600
  }

  delivery_identity {
    type = "SystemAssigned"
  }

  storage_blob_dead_letter_destination {
    storage_account_id          = azurerm_storage_account.host.id
    storage_blob_container_name = azurerm_storage_container.undelivered_events[0].name
  }

  dead_letter_identity {
    type = "SystemAssigned"
  }

  retry_policy {
    max_delivery_attempts = 30
    event_time_to_live    = 1440 # minutes: the most that Event Grid has
  }

  depends_on = [azurerm_role_assignment.topic]
}
