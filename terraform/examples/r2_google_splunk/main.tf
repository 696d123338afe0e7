locals {
  secrets = "gsm:projects/${var.project}/secrets"
}

module "settings" {
  source = "../../modules/connector_settings"

  splunk = {
    hec_url   = var.hec_url
    hec_token = "${local.secrets}/splunk/versions/latest"
    index     = "cloudflare"
  }
  routes = module.logpush.routes
}

module "r2" {
  source = "../../modules/r2"

  account_id        = var.account_id
  name              = "edge-to-splunk"
  bucket            = var.bucket
  access_key_id     = "${local.secrets}/r2-key-id/versions/latest"
  secret_access_key = "${local.secrets}/r2-key/versions/latest"
  queues_token      = "${local.secrets}/queues-token/versions/latest"
}

module "connector" {
  source = "../../modules/google"

  name         = "edge-to-splunk"
  project      = var.project
  location     = var.location
  settings     = module.settings.settings
  package_file = var.package_file
  pull         = module.r2.pull
  alerts       = { channels = var.alert_channels }
}

module "logpush" {
  source = "../../modules/cloudflare_logpush"

  zone_id  = var.zone_id
  datasets = { http_requests = {}, firewall_events = {} }
  r2       = { bucket = var.bucket, account_id = var.account_id }
  r2_keys  = var.logpush_r2_keys
}
