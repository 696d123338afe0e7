mock_provider "azurerm" {
  source          = "./tests/mocks"
  override_during = plan
}

run "a_long_name_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "a-name-of-more-than-twenty-letters"
  }
}

run "a_secret_of_another_cloud_is_refused" {
  command         = plan
  expect_failures = [var.settings]

  variables {
    settings = { destination = "datadog", environment = {}, secrets = { A = "ssm:/a" } }
  }
}

run "a_container_instead_of_an_account_is_refused" {
  command         = plan
  expect_failures = [var.log_account]

  variables {
    log_account = "edge-logs"
  }
}

run "the_id_of_another_account_is_refused" {
  command         = plan
  expect_failures = [var.log_account_id]

  variables {
    log_account_id = "/storageAccounts/other"
  }
}

run "a_container_in_upper_case_is_refused" {
  command         = plan
  expect_failures = [var.log_container]

  variables {
    log_container = "Logs"
  }
}

run "half_a_day_is_refused" {
  command         = plan
  expect_failures = [var.log_expiration_days]

  variables {
    log_expiration_days = 0.5
  }
}

run "a_topic_of_a_new_account_is_refused" {
  command         = plan
  expect_failures = [var.system_topic]

  variables {
    system_topic = { name = "t", resource_group_name = "r", principal_id = "p" }
  }
}

run "no_key_vault_is_refused" {
  command         = plan
  expect_failures = [var.key_vault_id]

  variables {
    key_vault_id = null
  }
}

run "little_memory_is_refused" {
  command         = plan
  expect_failures = [var.memory_mb]

  variables {
    memory_mb = 1024
  }
}

run "no_instances_are_refused" {
  command         = plan
  expect_failures = [var.maximum_instances]

  variables {
    maximum_instances = 0
  }
}

run "a_network_without_zones_is_refused" {
  command         = plan
  expect_failures = [var.network]

  variables {
    network = { subnet_id = "a", private_endpoint_subnet_id = "b", private_dns_zone_ids = { blob = "b" } }
  }
}

run "a_short_retention_is_refused" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 7
  }
}

run "a_silence_that_azure_does_not_have_is_refused" {
  command         = plan
  expect_failures = [var.alerts]

  variables {
    alerts = { silence_minutes = 17 }
  }
}

run "another_runtime_is_refused" {
  command         = plan
  expect_failures = [var.runtime]

  variables {
    runtime = "dotnet6"
  }
}
