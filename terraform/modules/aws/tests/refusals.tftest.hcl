mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

run "a_name_in_upper_case_is_refused" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "Edge"
  }
}

run "a_secret_of_another_cloud_is_refused" {
  command         = plan
  expect_failures = [var.settings]

  variables {
    settings = { destination = "splunk", environment = {}, secrets = { A = "gsm:projects/p/secrets/s/versions/1" } }
  }
}

run "two_packages_are_refused" {
  command         = plan
  expect_failures = [var.package_object]

  variables {
    package_file = "a.zip"
  }
}

run "another_processor_is_refused" {
  command         = plan
  expect_failures = [var.architecture]

  variables {
    architecture = "mips"
  }
}

run "another_runtime_is_refused" {
  command         = plan
  expect_failures = [var.runtime]

  variables {
    runtime = "dotnet6"
  }
}

run "an_arn_instead_of_a_bucket_is_refused" {
  command         = plan
  expect_failures = [var.bucket]

  variables {
    bucket = "arn:aws:s3:::edge-logs"
  }
}

run "half_a_day_is_refused" {
  command         = plan
  expect_failures = [var.bucket_expiration_days]

  variables {
    bucket_expiration_days = 0.5
  }
}

run "no_key_prefix_is_refused" {
  command         = plan
  expect_failures = [var.key_prefix]

  variables {
    key_prefix = ""
  }
}

run "another_notification_is_refused" {
  command         = plan
  expect_failures = [var.notification]

  variables {
    notification = "pigeon"
  }
}

run "a_topic_that_nothing_uses_is_refused" {
  command         = plan
  expect_failures = [var.sns_topic_arn]

  variables {
    sns_topic_arn = "arn:aws:sns:eu-central-1:123456789012:logs"
  }
}

run "little_memory_is_refused" {
  command         = plan
  expect_failures = [var.memory_mb]

  variables {
    memory_mb = 64
  }
}

run "much_time_is_refused" {
  command         = plan
  expect_failures = [var.timeout_seconds]

  variables {
    timeout_seconds = 901
  }
}

run "a_large_batch_is_refused" {
  command         = plan
  expect_failures = [var.batch_size]

  variables {
    batch_size = 11
  }
}

run "little_concurrency_is_refused" {
  command         = plan
  expect_failures = [var.maximum_concurrency]

  variables {
    maximum_concurrency = 1
  }
}

run "few_tries_are_refused" {
  command         = plan
  expect_failures = [var.max_receive_count]

  variables {
    max_receive_count = 4
  }
}

run "dead_letters_without_a_slash_are_refused" {
  command         = plan
  expect_failures = [var.dead_letter_prefix]

  variables {
    dead_letter_prefix = "dead"
  }
}

run "dead_letters_among_the_batches_are_refused" {
  command         = plan
  expect_failures = [var.dead_letter_prefix]

  variables {
    dead_letter_prefix = "logs/dead/"
  }
}

run "receipts_among_the_batches_are_refused" {
  command         = plan
  expect_failures = [var.receipts]

  variables {
    receipts   = true
    key_prefix = "receipts/"
  }
}

run "an_alias_of_a_key_is_refused" {
  command         = plan
  expect_failures = [var.kms_key_arn]

  variables {
    kms_key_arn = "alias/logs"
  }
}

run "an_alias_to_decrypt_is_refused" {
  command         = plan
  expect_failures = [var.decrypt_key_arns]

  variables {
    decrypt_key_arns = ["alias/logs"]
  }
}

run "a_vpc_without_subnets_is_refused" {
  command         = plan
  expect_failures = [var.vpc]

  variables {
    vpc = { vpc_id = "vpc-1", subnet_ids = [] }
  }
}

run "endpoints_without_route_tables_are_refused" {
  command         = plan
  expect_failures = [var.vpc]

  variables {
    vpc = { vpc_id = "vpc-1", subnet_ids = ["subnet-1"], create_endpoints = true }
  }
}

run "a_retention_that_is_not_there_is_refused" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 31
  }
}

run "a_long_silence_is_refused" {
  command         = plan
  expect_failures = [var.alarms]

  variables {
    alarms = { silence_minutes = 1441 }
  }
}

run "a_short_backlog_is_refused" {
  command         = plan
  expect_failures = [var.alarms]

  variables {
    alarms = { backlog_age_seconds = 59 }
  }
}

run "a_managed_runtime_does_not_pull" {
  command         = plan
  expect_failures = [var.runtime]

  variables {
    runtime = "managed"
    bucket  = null
    pull = {
      queue        = "cloudflare://account/queue"
      dead_letters = "r2://account/logs/dead-letters/"
      receipts     = null
      environment  = {}
      secrets      = {}
    }
  }
}
