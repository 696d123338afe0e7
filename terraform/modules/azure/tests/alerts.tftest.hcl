mock_provider "azurerm" {
  source          = "./tests/mocks"
  override_during = plan
}

run "all_alerts_are_on" {
  command = plan

  variables {
    alerts = { action_group_ids = ["group-1"] }
  }

  assert {
    condition = (
      keys(azurerm_monitor_scheduled_query_rules_alert_v2.connector)
      == ["dead-letters", "dead-notifications", "errors", "silence"]
    )
    error_message = "They are ${join(", ", keys(azurerm_monitor_scheduled_query_rules_alert_v2.connector))}."
  }

  assert {
    condition = (
      alltrue([for alert in azurerm_monitor_scheduled_query_rules_alert_v2.connector : alert.action[0].action_groups
      == tolist(["group-1"])])
    )
    error_message = "An alert tells nobody."
  }

  assert {
    condition = (
      azurerm_monitor_scheduled_query_rules_alert_v2.connector["silence"].criteria[0].operator == "LessThan"
      && azurerm_monitor_scheduled_query_rules_alert_v2.connector["silence"].window_duration == "PT60M"
    )
    error_message = "Silence is not noticed."
  }
}

run "silence_can_be_left_out" {
  command = plan

  variables {
    alerts = { silence_minutes = 0 }
  }

  assert {
    condition = (
      keys(azurerm_monitor_scheduled_query_rules_alert_v2.connector)
      == ["dead-letters", "dead-notifications", "errors"]
    )
    error_message = "There are others."
  }
}

run "alerts_can_be_left_out" {
  command = plan

  variables {
    alerts = { enabled = false }
  }

  assert {
    condition     = length(azurerm_monitor_scheduled_query_rules_alert_v2.connector) == 0
    error_message = "There are some."
  }
}
