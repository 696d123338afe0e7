mock_provider "cloudflare" {
  override_during = plan
}

run "zone_and_account_are_refused" {
  command         = plan
  expect_failures = [var.account_id]

  variables {
    account_id = "a"
  }
}

run "an_unknown_dataset_is_refused" {
  command         = plan
  expect_failures = [var.datasets]

  variables {
    datasets = { https_requests = {} }
  }
}

run "a_dataset_of_accounts_is_refused" {
  command         = plan
  expect_failures = [var.datasets]

  variables {
    datasets = { audit_logs = {} }
  }
}

run "an_unknown_field_is_refused" {
  command         = plan
  expect_failures = [var.datasets]

  variables {
    datasets = { firewall_events = { fields = ["Rayid"] } }
  }
}

run "a_sample_of_nothing_is_refused" {
  command         = plan
  expect_failures = [var.datasets]

  variables {
    datasets = { firewall_events = { sample_rate = 0 } }
  }
}

run "azure_without_a_signature_is_refused" {
  command         = plan
  expect_failures = [var.azure_sas]

  variables {
    s3    = null
    azure = { account = "a", container = "b" }
  }
}

run "r2_without_keys_is_refused" {
  command         = plan
  expect_failures = [var.r2_keys]

  variables {
    s3 = null
    r2 = { bucket = "a", account_id = "b" }
  }
}

run "a_prefix_without_a_slash_is_refused" {
  command         = plan
  expect_failures = [var.key_prefix]

  variables {
    key_prefix = "logs"
  }
}

run "a_short_interval_is_refused" {
  command         = plan
  expect_failures = [var.max_upload_interval_seconds]

  variables {
    max_upload_interval_seconds = 29
  }
}

run "small_batches_are_refused" {
  command         = plan
  expect_failures = [var.max_upload_bytes]

  variables {
    max_upload_bytes = 4999999
  }
}

run "two_places_are_refused" {
  command         = plan
  expect_failures = [cloudflare_logpush_ownership_challenge.dataset]

  variables {
    gcs = { bucket = "edge-logs" }
  }
}
