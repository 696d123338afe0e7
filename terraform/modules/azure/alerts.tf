locals {
  # What comes as long as batches do: runs of the function, unless a timer makes them anyway.
  life = var.pull == null ? "${local.runs}| where Success == true" : "${local.ledger}| where tolong(line.delivered) > 0"

  alerts = {
    dead-notifications = {
      description = "Notifications were tried too often and wait in the poison queue: see the reasons in the log."
      query       = local.poisoned
      minutes     = 5, severity = 1, operator = "GreaterThan"
    }
    errors = {
      description = "Runs of the function failed: a wrong setting, no access, or the destination is down."
      query       = "${local.runs}| where Success == false"
      minutes     = 15, severity = 2, operator = "GreaterThan"
    }
    dead-letters = {
      description = "The destination refused records: see the dead letters, and replay them when the cause is gone."
      query       = "${local.ledger}| where tolong(line.deadLettered) > 0"
      minutes     = 5, severity = 2, operator = "GreaterThan"
    }
    silence = {
      description = "Nothing was delivered for ${var.alerts.silence_minutes} minutes: does the log job still write?"
      query       = local.life
      minutes     = var.alerts.silence_minutes, severity = 2, operator = "LessThan"
    }
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "connector" {
  for_each = { for name, alert in local.alerts : name => alert if var.alerts.enabled && alert.minutes > 0 }

  name                  = "${var.name}-${each.key}"
  description           = each.value.description
  resource_group_name   = var.resource_group_name
  location              = var.location
  scopes                = [azurerm_log_analytics_workspace.connector.id]
  severity              = each.value.severity
  evaluation_frequency  = each.value.minutes <= 5 ? "PT5M" : "PT15M"
  window_duration       = each.value.minutes == 1440 ? "P1D" : "PT${each.value.minutes}M"
  skip_query_validation = true # the tables come with the first record
  tags                  = var.tags

  criteria {
    query                   = each.value.query
    operator                = each.value.operator
    threshold               = each.value.operator == "LessThan" ? 1 : 0
    time_aggregation_method = "Count"
  }

  action {
    action_groups = var.alerts.action_group_ids
  }
}
