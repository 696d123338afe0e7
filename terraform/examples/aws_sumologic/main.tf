module "settings" {
  source = "../../modules/connector_settings"

  sumologic = {
    url      = "ssm:${var.secret_parameter}"
    category = var.source_category
  }
  routes = { "logs/http_requests/" = "http_requests", "logs/firewall_events/" = "firewall_events" }
}

module "connector" {
  source = "../../modules/aws"

  name          = "cloudflare-to-sumologic"
  settings      = module.settings.settings
  package_file  = var.package_file
  bucket        = var.bucket
  create_bucket = true
  alarms        = { topic_arns = var.alarm_topic_arns }
}
