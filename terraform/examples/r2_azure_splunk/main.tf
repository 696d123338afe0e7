locals {
  secrets = "keyvault:${var.key_vault_url}/secrets"
}

resource "azurerm_resource_group" "connector" {
  name     = var.name
  location = var.location
}

module "settings" {
  source = "../../modules/connector_settings"

  splunk = {
    hec_url   = var.hec_url
    hec_token = "${local.secrets}/splunk"
    index     = "cloudflare"
  }
  routes = module.logpush.routes
}

module "r2" {
  source = "../../modules/r2"

  account_id        = var.account_id
  name              = var.name
  bucket            = var.bucket
  access_key_id     = "${local.secrets}/r2-key-id"
  secret_access_key = "${local.secrets}/r2-key"
  queues_token      = "${local.secrets}/queues-token"
}

module "connector" {
  source = "../../modules/azure"

  name                = var.name
  settings            = module.settings.settings
  package_file        = var.package_file
  resource_group_name = azurerm_resource_group.connector.name
  location            = azurerm_resource_group.connector.location
  pull                = module.r2.pull
  key_vault_id        = var.key_vault_id
  alerts              = { action_group_ids = var.action_group_ids }
}

module "logpush" {
  source = "../../modules/cloudflare_logpush"

  zone_id  = var.zone_id
  datasets = { http_requests = {}, firewall_events = {} }
  r2       = { bucket = var.bucket, account_id = var.account_id }
  r2_keys  = var.logpush_r2_keys
}
