module "settings" {
  source = "../../modules/connector_settings"

  splunk = {
    hec_url   = var.hec_url
    hec_token = "ssm:${var.secret_parameter}"
    index     = "cloudflare"
  }
  routes = { "logs/http_requests/" = "http_requests", "logs/firewall_events/" = "firewall_events" }
}

module "connector" {
  source = "../../modules/aws"

  name          = "cloudflare-to-splunk"
  settings      = module.settings.settings
  package_file  = var.package_file
  bucket        = var.bucket
  create_bucket = true
  alarms        = { topic_arns = var.alarm_topic_arns }
}
