mock_provider "cloudflare" {
  override_during = plan

  override_resource {
    target = cloudflare_queue.work
    values = { queue_id = "work-id" }
  }

  override_resource {
    target = cloudflare_queue.dead
    values = { queue_id = "dead-id" }
  }
}

run "an_account_name_is_refused" {
  command         = plan
  expect_failures = [var.account_id]

  variables {
    account_id = "edge"
  }
}

run "a_name_in_upper_case_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "Edge"
  }
}

run "a_bucket_with_a_dot_is_refused" {
  command         = plan
  expect_failures = [var.bucket]

  variables {
    bucket = "edge.logs"
  }
}

run "another_jurisdiction_is_refused" {
  command         = plan
  expect_failures = [var.jurisdiction]

  variables {
    jurisdiction = "moon"
  }
}

run "no_key_prefix_is_refused" {
  command         = plan
  expect_failures = [var.key_prefix]

  variables {
    key_prefix = ""
  }
}

run "a_short_timeout_is_refused" {
  command         = plan
  expect_failures = [var.visibility_timeout_seconds]

  variables {
    visibility_timeout_seconds = 59
  }
}

run "few_tries_are_refused" {
  command         = plan
  expect_failures = [var.max_retries]

  variables {
    max_retries = 4
  }
}

run "a_long_retention_is_refused" {
  command         = plan
  expect_failures = [var.retention_seconds]

  variables {
    retention_seconds = 1209601
  }
}

run "a_key_id_itself_is_refused" {
  command         = plan
  expect_failures = [var.access_key_id]

  variables {
    access_key_id = "0123"
  }
}

run "a_key_itself_is_refused" {
  command         = plan
  expect_failures = [var.secret_access_key]

  variables {
    secret_access_key = "0123"
  }
}

run "a_token_itself_is_refused" {
  command         = plan
  expect_failures = [var.queues_token]

  variables {
    queues_token = "0123"
  }
}
