resource "azurerm_log_analytics_workspace" "connector" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  sku                 = "PerGB2018"
  retention_in_days   = var.log_retention_days
  tags                = var.tags
}

resource "azurerm_application_insights" "connector" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  workspace_id        = azurerm_log_analytics_workspace.connector.id
  application_type    = "other"
  tags                = var.tags
}

resource "azurerm_monitor_diagnostic_setting" "topic" {
  count = local.makes_topic ? 1 : 0

  name                       = var.name
  target_resource_id         = azurerm_eventgrid_system_topic.logs[0].id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.connector.id

  enabled_log {
    category = "DeliveryFailures"
  }
}
