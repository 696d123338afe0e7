mock_provider "azurerm" {
  source          = "./tests/mocks"
  override_during = plan
}

run "a_dashboard_of_the_connectors_log" {
  command = plan

  assert {
    condition = [
      for item in jsondecode(azurerm_application_insights_workbook.connector[0].data_json).items : item.name
      ] == [
      "times", "Records", "Objects, by outcome", "Runs", "Time of a run, ms", "Notifications that were tried too often",
      "Reasons"
    ]
    error_message = azurerm_application_insights_workbook.connector[0].data_json
  }

  assert {
    condition = alltrue([
      for item in slice(jsondecode(azurerm_application_insights_workbook.connector[0].data_json).items, 1, 7) : (
        strcontains(item.content.query, "AppRoleName == \"edge\"") && item.content.timeContextFromParameter == "Time"
        && item.content.crossComponentResources == ["/workspaces/Edge"]
      )
    ])
    error_message = azurerm_application_insights_workbook.connector[0].data_json
  }

  assert {
    condition = (
      can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", azurerm_application_insights_workbook.connector[0].name))
      && azurerm_application_insights_workbook.connector[0].source_id == "/workspaces/edge"
    )
    error_message = "Azure takes no such name or source: ${azurerm_application_insights_workbook.connector[0].name}."
  }
}

run "queries_are_saved_for_the_reason_codes" {
  command = plan

  assert {
    condition     = keys(azurerm_log_analytics_saved_search.connector) == ["objects", "problems", "reasons"]
    error_message = "They are ${join(", ", keys(azurerm_log_analytics_saved_search.connector))}."
  }

  assert {
    condition = alltrue([
      for word in ["AppRoleName == \"edge\"", "LogLedger", "line.code", "line.reason", "summarize"] :
      strcontains(azurerm_log_analytics_saved_search.connector["reasons"].query, word)
    ])
    error_message = azurerm_log_analytics_saved_search.connector["reasons"].query
  }
}

run "a_dashboard_can_be_left_out" {
  command = plan

  variables {
    dashboard = false
  }

  assert {
    condition     = length(azurerm_application_insights_workbook.connector) == 0
    error_message = "There is one."
  }

  assert {
    condition     = length(azurerm_monitor_diagnostic_setting.access) == 0
    error_message = "Who reads is logged, and billed, although nobody asked."
  }
}

run "access_is_logged_when_it_is_wanted" {
  command = plan

  variables {
    access_logs = true
  }

  assert {
    condition = {
      for name, setting in azurerm_monitor_diagnostic_setting.access : name => setting.target_resource_id
      } == {
      batches       = "/storageAccounts/edgelogs/blobServices/default"
      notifications = "/storageAccounts/edgehost/queueServices/default"
    }
    error_message = "It is of ${join(", ", keys(azurerm_monitor_diagnostic_setting.access))}."
  }

  assert {
    condition = alltrue([
      for setting in azurerm_monitor_diagnostic_setting.access : toset(setting.enabled_log[*].category)
      == toset(["StorageDelete", "StorageRead", "StorageWrite"])
    ])
    error_message = "It is not of all access."
  }
}
