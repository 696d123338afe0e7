run "a_collector_that_is_no_address_is_refused" {
  command         = plan
  expect_failures = [var.metrics_collector]

  variables {
    datadog           = { api_key = "ssm:/t" }
    metrics_collector = { endpoint = "otel.example.com:4318" }
  }
}

run "headers_in_the_clear_are_refused" {
  command         = plan
  expect_failures = [var.metrics_collector]

  variables {
    datadog           = { api_key = "ssm:/t" }
    metrics_collector = { endpoint = "http://otel.example.com:4318", headers = "ssm:/t" }
  }
}

run "headers_that_are_a_secret_themselves_are_refused" {
  command         = plan
  expect_failures = [var.metrics_collector]

  variables {
    datadog           = { api_key = "ssm:/t" }
    metrics_collector = { endpoint = "https://otel.example.com", headers = "key=value" }
  }
}
