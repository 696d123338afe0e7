mock_provider "azurerm" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  pull = {
    queue        = "cfq://account/queue"
    dead_letters = "r2://account/edge-logs/dead-letters/"
    receipts     = "r2://account/edge-logs/receipts/"
    environment = {
      CONNECTOR_CLOUDFLARE_TOKEN = "keyvault:https://edge.vault.azure.net/secrets/queues"
      CONNECTOR_TRIES            = "21"
    }
    secrets = { CONNECTOR_CLOUDFLARE_TOKEN = "keyvault:https://edge.vault.azure.net/secrets/queues" }
  }
  log_account = null
}

run "a_timer_calls_the_connector" {
  command = plan

  variables {
    receipts = true
  }

  assert {
    condition = !contains(
      keys(azurerm_function_app_flex_consumption.connector.app_settings), "AzureWebJobs.Pull.Disabled"
    )
    error_message = "The timer is off."
  }

  assert {
    condition = (
      output.environment.CONNECTOR_QUEUE == "cfq://account/queue"
      && output.environment.CONNECTOR_DEAD_LETTERS == "r2://account/edge-logs/dead-letters/"
      && output.environment.CONNECTOR_RECEIPTS == "r2://account/edge-logs/receipts/"
      && output.environment.CONNECTOR_CONTINUATION_QUEUE == "azq://edgehost/work"
      && output.environment.CONNECTOR_TRIES == "21"
    )
    error_message = "The environment is ${jsonencode(output.environment)}"
  }

  assert {
    condition = keys(azurerm_role_assignment.connector) == [
      "host-events", "host-locks", "notifications", "poison", "secret-CONNECTOR_CLOUDFLARE_TOKEN", "secret-DD_API_KEY"
    ]
    error_message = "The roles are ${join(", ", keys(azurerm_role_assignment.connector))}."
  }

  assert {
    condition = (
      azurerm_role_assignment.connector["secret-CONNECTOR_CLOUDFLARE_TOKEN"].scope == "/vaults/edge/secrets/queues"
    )
    error_message = "Another secret may be read."
  }

  assert {
    condition = (
      length(azurerm_storage_account.logs) + length(azurerm_storage_container.dead_letters)
      + length(azurerm_storage_container.receipts) + length(azurerm_storage_container.undelivered_events)
      + length(azurerm_storage_management_policy.logs) == 0
    )
    error_message = "There is storage for logs that lie elsewhere."
  }

  assert {
    condition = (
      length(azurerm_eventgrid_system_topic.logs) + length(azurerm_role_assignment.topic)
      + length(azurerm_eventgrid_system_topic_event_subscription.work)
      + length(azurerm_monitor_diagnostic_setting.topic) == 0
    )
    error_message = "An account tells of blobs."
  }

  assert {
    condition = strcontains(
      azurerm_monitor_scheduled_query_rules_alert_v2.connector["silence"].criteria[0].query, "line.delivered"
    )
    error_message = "Silence is not noticed: the timer calls the function anyway."
  }

  assert {
    condition     = output.log_container_url == null
    error_message = "Logpush is told of a container."
  }
}

run "an_account_beside_a_queue_is_refused" {
  command         = plan
  expect_failures = [var.log_account]

  variables {
    log_account = "edgelogs"
  }
}

run "neither_an_account_nor_a_queue_is_refused" {
  command         = plan
  expect_failures = [var.log_account]

  variables {
    pull = null
  }
}

run "the_id_of_an_account_beside_a_queue_is_refused" {
  command         = plan
  expect_failures = [var.log_account_id]

  variables {
    log_account_id = "/storageAccounts/edgelogs"
  }
}

run "secrets_of_another_cloud_are_refused" {
  command         = plan
  expect_failures = [var.pull]

  variables {
    pull = {
      queue        = "cfq://account/queue"
      dead_letters = "r2://account/edge-logs/dead-letters/"
      receipts     = null
      environment  = {}
      secrets      = { CONNECTOR_CLOUDFLARE_TOKEN = "ssm:/token" }
    }
  }
}

run "a_managed_runtime_does_not_pull" {
  command         = plan
  expect_failures = [var.runtime]

  variables {
    runtime = "managed"
  }
}
