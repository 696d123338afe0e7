mock_provider "google" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "google-beta" {
  source          = "./tests/mocks"
  override_during = plan
}

run "all_alerts_are_on" {
  command = plan

  variables {
    alerts = { channels = ["channel-1"] }
  }

  assert {
    condition = (
      keys(google_monitoring_alert_policy.connector) == ["backlog", "dead-letters", "dead-notifications", "errors"]
    )
    error_message = "They are ${join(", ", keys(google_monitoring_alert_policy.connector))}."
  }

  assert {
    condition = (
      alltrue([for alert in google_monitoring_alert_policy.connector : alert.notification_channels
      == tolist(["channel-1"])])
    )
    error_message = "An alert tells nobody."
  }

  assert {
    condition     = google_monitoring_alert_policy.silence[0].conditions[0].condition_absent[0].duration == "3600s"
    error_message = "Silence is not noticed."
  }

  assert {
    condition     = length(jsondecode(google_monitoring_dashboard.connector[0].dashboard_json).gridLayout.widgets) == 6
    error_message = "The dashboard has other charts."
  }
}

run "alerts_and_dashboard_can_be_left_out" {
  command = plan

  variables {
    alerts    = { enabled = false }
    dashboard = false
  }

  assert {
    condition = (
      length(google_monitoring_alert_policy.connector) + length(google_monitoring_alert_policy.silence) == 0
      && length(google_monitoring_dashboard.connector) == 0
    )
    error_message = "There are some."
  }
}
