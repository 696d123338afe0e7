module "settings" {
  source = "../../modules/connector_settings"

  sumologic = {
    url      = "gsm:projects/${var.project}/secrets/${var.secret}/versions/latest"
    category = var.source_category
  }
  routes = { "logs/http_requests/" = "http_requests", "logs/firewall_events/" = "firewall_events" }
}

module "connector" {
  source = "../../modules/google"

  name          = "edge-sumologic"
  project       = var.project
  location      = var.location
  settings      = module.settings.settings
  package_file  = var.package_file
  bucket        = var.bucket
  create_bucket = true
  alerts        = { channels = var.alert_channels }
}
