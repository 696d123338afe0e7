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

# Who reads, writes and deletes batches, dead letters, receipts and notifications.
resource "azurerm_monitor_diagnostic_setting" "access" {
  for_each = var.access_logs ? merge(
    { notifications = "${azurerm_storage_account.host.id}/queueServices/default" },
    var.pull != null ? {} : { batches = "${local.log_account_id}/blobServices/default" },
  ) : {}

  name                       = "${var.name}-access"
  target_resource_id         = each.value
  log_analytics_workspace_id = azurerm_log_analytics_workspace.connector.id

  dynamic "enabled_log" {
    for_each = toset(["StorageRead", "StorageWrite", "StorageDelete"])

    content {
      category = enabled_log.value
    }
  }
}

locals {
  runs     = "AppRequests | where AppRoleName == \"${var.name}\"\n"
  poisoned = "AppTraces | where AppRoleName == \"${var.name}\" and Message has \"-poison\"\n"

  # The connector writes lines of JSON, which the function host passes on as messages of traces.
  lines = <<-EOT
    AppTraces
    | where AppRoleName == "${var.name}" and Message has "event"
    | extend line = parse_json(substring(Message, indexof(Message, "{")))
  EOT

  # One of them for each object.
  ledger = "${local.lines}| where tostring(line.event) == \"LogLedger\"\n"

  queries = {
    objects = <<-EOT
      ${local.ledger}| project TimeGenerated, outcome = line.outcome, object = line.object, read = line.read,
          delivered = line.delivered, deadLettered = line.deadLettered, undelivered = line.undelivered,
          code = line.code, reason = line.reason
      | order by TimeGenerated desc
      | take 200
    EOT

    reasons = <<-EOT
      ${local.ledger}| where isnotempty(tostring(line.reason))
      | summarize objects = count(), dead = sum(tolong(line.deadLettered)), waiting = sum(tolong(line.undelivered))
          by code = tostring(line.code), reason = tostring(line.reason), outcome = tostring(line.outcome)
      | order by objects desc
    EOT

    problems = <<-EOT
      ${local.lines}| where tostring(line.level) in ("WARN", "ERROR", "FATAL")
      | project TimeGenerated, level = line.level, event = line.event, code = line.code, message = line.message
      | order by TimeGenerated desc
      | take 200
    EOT
  }
}

resource "azurerm_log_analytics_saved_search" "connector" {
  for_each = local.queries

  name                       = "${var.name}-${each.key}"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.connector.id
  category                   = var.name
  display_name               = each.key
  query                      = each.value
}
