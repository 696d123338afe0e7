locals {
  hour_ms     = 3600 * 1000
  over_time   = "by bin(TimeGenerated, 5m)"
  workbook_id = "https://${var.resource_group_name}/${var.name}"

  charts = [
    {
      title = "Records"
      query = <<-EOT
        ${local.ledger}| where tostring(line.outcome) != "Continued" // the last run counts all of them
        | summarize Delivered = sum(tolong(line.delivered)),
            DeadLettered = sum(tolong(line.deadLettered)), Undelivered = sum(tolong(line.undelivered))
            ${local.over_time}
      EOT
    },
    {
      title = "Objects, by outcome"
      query = "${local.ledger}| summarize count() ${local.over_time}, outcome = tostring(line.outcome)"
    },
    {
      title = "Runs"
      query = "${local.runs}| summarize Runs = count(), Errors = countif(Success == false) ${local.over_time}"
    },
    {
      title = "Time of a run, ms"
      query = "${local.runs}| summarize percentiles(DurationMs, 50, 99), max(DurationMs) ${local.over_time}"
    },
    {
      title = "Notifications that were tried too often"
      query = "${local.poisoned}| summarize count() ${local.over_time}"
    },
  ]

  panels = concat(
    [for chart in local.charts : merge(chart, { form = "timechart" })],
    [{ title = "Reasons", query = local.queries.reasons, form = "table" }]
  )
}

# Microsoft: https://learn.microsoft.com/azure/azure-monitor/visualize/workbooks-create-workbook
resource "azurerm_application_insights_workbook" "connector" {
  count = var.dashboard ? 1 : 0

  name                = uuidv5("url", local.workbook_id) # Azure wants a UUID
  display_name        = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  source_id           = lower(azurerm_log_analytics_workspace.connector.id) # the workspace that shows it
  tags                = var.tags

  data_json = jsonencode({
    version             = "Notebook/1.0"
    fallbackResourceIds = [azurerm_log_analytics_workspace.connector.id]
    items = concat([local.times], [
      for panel in local.panels : {
        type        = 3 # a query
        name        = panel.title
        customWidth = "50" # percent
        content = {
          version                  = "KqlItem/1.0"
          title                    = panel.title
          query                    = panel.query
          queryType                = 0 # of logs
          resourceType             = "microsoft.operationalinsights/workspaces"
          crossComponentResources  = [azurerm_log_analytics_workspace.connector.id]
          timeContextFromParameter = "Time"
          visualization            = panel.form
          size                     = 0
        }
      }
    ])
  })
}

locals {
  times = {
    type = 9 # parameters
    name = "times"
    content = {
      version = "KqlParameterItem/1.0"
      parameters = [{
        version    = "KqlParameterItem/1.0"
        id         = uuidv5("url", "${local.workbook_id}/time")
        name       = "Time"
        type       = 4 # a range of time
        isRequired = true
        value      = { durationMs = 24 * local.hour_ms }
        typeSettings = {
          selectableValues = [for hours in [1, 4, 24, 72, 168] : { durationMs = hours * local.hour_ms }]
        }
      }]
    }
  }
}
