module "settings" {
  source = "../../modules/connector_settings"

  splunk = {
    hec_url   = var.hec_url
    hec_token = "ssm:/connectors/splunk"
    index     = "cloudflare"
  }
  routes = module.logpush.routes
}

module "r2" {
  source = "../../modules/r2"

  account_id        = var.account_id
  name              = "edge-to-splunk"
  bucket            = var.bucket
  access_key_id     = "ssm:/connectors/r2-key-id"
  secret_access_key = "ssm:/connectors/r2-key"
  queues_token      = "ssm:/connectors/queues-token"
}

module "connector" {
  source = "../../modules/aws"

  name         = "edge-to-splunk"
  settings     = module.settings.settings
  package_file = var.package_file
  pull         = module.r2.pull
  alarms       = { topic_arns = var.alarm_topic_arns }
}

module "logpush" {
  source = "../../modules/cloudflare_logpush"

  zone_id  = var.zone_id
  datasets = { http_requests = {}, firewall_events = {} }
  r2       = { bucket = var.bucket, account_id = var.account_id }
  r2_keys  = var.logpush_r2_keys
}
