mock_provider "google" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "google-beta" {
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

run "the_number_of_a_project_is_refused" {
  command         = plan
  expect_failures = [var.project]

  variables {
    project = "123456789012"
  }
}

run "a_multi_region_is_refused" {
  command         = plan
  expect_failures = [var.location]

  variables {
    location = "EU"
  }
}

run "a_secret_of_another_cloud_is_refused" {
  command         = plan
  expect_failures = [var.settings]

  variables {
    settings = { destination = "datadog", environment = {}, secrets = { A = "ssm:/a" } }
  }
}

run "a_package_and_an_image_are_refused" {
  command         = plan
  expect_failures = [var.image]

  variables {
    image = "a"
  }
}

run "a_url_instead_of_a_bucket_is_refused" {
  command         = plan
  expect_failures = [var.bucket]

  variables {
    bucket = "gs://edge-logs"
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

run "little_memory_is_refused" {
  command         = plan
  expect_failures = [var.memory_mb]

  variables {
    memory_mb = 256
  }
}

run "no_instances_are_refused" {
  command         = plan
  expect_failures = [var.maximum_instances]

  variables {
    maximum_instances = 0
  }
}

run "many_objects_at_once_are_refused" {
  command         = plan
  expect_failures = [var.objects_per_instance]

  variables {
    objects_per_instance = 65
  }
}

run "few_tries_are_refused" {
  command         = plan
  expect_failures = [var.max_delivery_attempts]

  variables {
    max_delivery_attempts = 4
  }
}

run "the_name_of_a_key_alone_is_refused" {
  command         = plan
  expect_failures = [var.kms_key_name]

  variables {
    kms_key_name = "k"
  }
}

run "a_long_silence_is_refused" {
  command         = plan
  expect_failures = [var.alerts]

  variables {
    alerts = { silence_minutes = 1411 }
  }
}

run "another_runtime_is_refused" {
  command         = plan
  expect_failures = [var.runtime]

  variables {
    runtime = "dotnet6"
  }
}
