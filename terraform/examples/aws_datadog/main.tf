module "settings" {
  source = "../../modules/connector_settings"

  datadog = {
    api_key = "ssm:${var.secret_parameter}"
    site    = var.site
    tags    = ["team:edge"]
  }
  routes = { "logs/http_requests/" = "http_requests", "logs/firewall_events/" = "firewall_events" }
}

module "connector" {
  source = "../../modules/aws"

  name          = "cloudflare-to-datadog"
  settings      = module.settings.settings
  package_file  = var.package_file
  bucket        = var.bucket
  create_bucket = true
  alarms        = { topic_arns = var.alarm_topic_arns }
}
