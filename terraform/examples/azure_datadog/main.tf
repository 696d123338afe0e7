resource "azurerm_resource_group" "connector" {
  name     = var.name
  location = var.location
}

module "settings" {
  source = "../../modules/connector_settings"

  datadog = {
    api_key = "keyvault:${var.secret_url}"
    site    = var.site
    tags    = ["team:edge"]
  }
  routes = { "logs/http_requests/" = "http_requests", "logs/firewall_events/" = "firewall_events" }
}

module "connector" {
  source = "../../modules/azure"

  name                = var.name
  settings            = module.settings.settings
  package_file        = var.package_file
  resource_group_name = azurerm_resource_group.connector.name
  location            = azurerm_resource_group.connector.location
  log_account         = var.log_account
  key_vault_id        = var.key_vault_id
  alerts              = { action_group_ids = var.action_group_ids }
}
