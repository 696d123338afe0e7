# log account -> Event Grid -> work queue -> function -> destination
#                              ^  |  ^-------| the rest of a large object
#                  tried too often -> work-poison         dead letters: a container of the log account

locals {
  compact_name = replace(var.name, "-", "")
  queue_name   = "work"

  # What is told of the place of the batches: an account of this cloud, or a queue that is asked.
  source = var.pull != null ? merge(var.pull.environment, {
    CONNECTOR_QUEUE        = var.pull.queue
    CONNECTOR_DEAD_LETTERS = var.pull.dead_letters
    }) : {
    CONNECTOR_DEAD_LETTERS = "az://${var.log_account}/${azurerm_storage_container.dead_letters[0].name}/"
    CONNECTOR_TRIES        = "8" # host.json's maxDequeueCount
  }

  receipts = var.receipts ? {
    CONNECTOR_RECEIPTS = try(var.pull.receipts, "az://${var.log_account}/${var.name}-receipts/")
  } : {}

  secrets = merge(var.settings.secrets, try(var.pull.secrets, {}))

  runtime = {
    native = { name = "custom", version = "1.0", environment = { CONNECTOR_HOST = "azure" } }
    managed = {
      name        = "dotnet-isolated"
      version     = "10.0"
      environment = { CONNECTOR_DESTINATION = var.settings.destination }
    }
  }[var.runtime]

  environment = tomap(merge(var.settings.environment, local.source, local.receipts, local.runtime.environment, {
    CONNECTOR_CONTINUATION_QUEUE = "azq://${azurerm_storage_account.host.name}/${local.queue_name}"
    CONNECTOR_TIME_LIMIT         = "540" # seconds; host.json ends a run after 600 without a word
    AZURE_CLIENT_ID              = azurerm_user_assigned_identity.connector.client_id
  }))

  # What the function host reads: its own storage, and the queue of host.json's trigger, both by identity.
  host_settings = {
    AzureWebJobsStorage              = ""
    AzureWebJobsStorage__accountName = azurerm_storage_account.host.name
    AzureWebJobsStorage__credential  = "managedidentity"
    AzureWebJobsStorage__clientId    = azurerm_user_assigned_identity.connector.client_id
    LogQueue__queueServiceUri        = "https://${azurerm_storage_account.host.name}.queue.core.windows.net"
    LogQueue__credential             = "managedidentity"
    LogQueue__clientId               = azurerm_user_assigned_identity.connector.client_id
    LOG_QUEUE                        = local.queue_name
  }
}

resource "azurerm_user_assigned_identity" "connector" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_service_plan" "connector" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  os_type             = "Linux"
  sku_name            = "FC1" # Flex Consumption: by identity, in a network, scales to zero
  tags                = var.tags
}

resource "azurerm_function_app_flex_consumption" "connector" {
  name                              = var.name
  resource_group_name               = var.resource_group_name
  location                          = var.location
  service_plan_id                   = azurerm_service_plan.connector.id
  runtime_name                      = local.runtime.name
  runtime_version                   = local.runtime.version
  storage_container_type            = "blobContainer"
  storage_container_endpoint        = local.package_container
  storage_authentication_type       = "UserAssignedIdentity"
  storage_user_assigned_identity_id = azurerm_user_assigned_identity.connector.id
  instance_memory_in_mb             = var.memory_mb
  maximum_instance_count            = var.maximum_instances
  zip_deploy_file                   = var.package_file
  https_only                        = true
  public_network_access_enabled     = var.network == null
  virtual_network_subnet_id         = try(var.network.subnet_id, null) # Flex Consumption sends all through it
  app_settings                      = merge(local.environment, local.host_settings, local.schedule)
  tags                              = var.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.connector.id]
  }

  site_config {
    application_insights_connection_string = azurerm_application_insights.connector.connection_string
    minimum_tls_version                    = "1.3"
  }

  # The provider uploads a package when its path changes, and does not look into it.
  lifecycle {
    replace_triggered_by = [azurerm_storage_container.package.metadata]
  }

  depends_on = [azurerm_role_assignment.connector]
}
