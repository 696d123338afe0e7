# What the executable would refuse is refused here, before anything is made.

run "splunk_refuses_an_address_without_tls" {
  command         = plan
  expect_failures = [var.splunk]

  variables {
    splunk = { hec_url = "http://splunk.example.com", hec_token = "ssm:/t" }
  }
}

run "splunk_refuses_an_address_with_a_query" {
  command         = plan
  expect_failures = [var.splunk]

  variables {
    splunk = { hec_url = "https://splunk.example.com?a=b", hec_token = "ssm:/t" }
  }
}

run "splunk_refuses_a_token_itself" {
  command         = plan
  expect_failures = [var.splunk]

  variables {
    splunk = { hec_url = "https://splunk.example.com", hec_token = "00000000-0000-0000-0000-000000000000" }
  }
}

run "splunk_refuses_payloads_below_the_least" {
  command         = plan
  expect_failures = [var.splunk]

  variables {
    splunk = { hec_url = "https://splunk.example.com:8088", hec_token = "ssm:/t", max_payload_bytes = 1023 }
  }
}

run "splunk_refuses_payloads_above_the_most" {
  command         = plan
  expect_failures = [var.splunk]

  variables {
    splunk = { hec_url = "https://splunk.example.com:8088", hec_token = "ssm:/t", max_payload_bytes = 838860801 }
  }
}

run "splunk_refuses_half_a_byte" {
  command         = plan
  expect_failures = [var.splunk]

  variables {
    splunk = { hec_url = "https://splunk.example.com:8088", hec_token = "ssm:/t", max_payload_bytes = 2000.5 }
  }
}

run "datadog_refuses_a_key_itself" {
  command         = plan
  expect_failures = [var.datadog]

  variables {
    datadog = { api_key = "0123456789abcdef0123456789abcdef" }
  }
}

run "datadog_refuses_an_unknown_site" {
  command         = plan
  expect_failures = [var.datadog]

  variables {
    datadog = { api_key = "ssm:/t", site = "datadoghq.org" }
  }
}

run "datadog_refuses_an_address_without_tls" {
  command         = plan
  expect_failures = [var.datadog]

  variables {
    datadog = { api_key = "ssm:/t", logs_url = "http://logs.example.com" }
  }
}

run "datadog_refuses_an_unknown_mode" {
  command         = plan
  expect_failures = [var.datadog]

  variables {
    datadog = { api_key = "ssm:/t", mode = "cooked" }
  }
}

run "datadog_refuses_an_unknown_end_of_long_logs" {
  command         = plan
  expect_failures = [var.datadog]

  variables {
    datadog = { api_key = "ssm:/t", oversize = "drop" }
  }
}

run "datadog_refuses_an_unknown_end_of_old_events" {
  command         = plan
  expect_failures = [var.datadog]

  variables {
    datadog = { api_key = "ssm:/t", old_events = "drop" }
  }
}

run "datadog_refuses_an_unknown_compression" {
  command         = plan
  expect_failures = [var.datadog]

  variables {
    datadog = { api_key = "ssm:/t", compression = "brotli" }
  }
}

run "datadog_refuses_a_tag_with_a_blank" {
  command         = plan
  expect_failures = [var.datadog]

  variables {
    datadog = { api_key = "ssm:/t", tags = ["team: edge"] }
  }
}

run "sumologic_refuses_an_address_itself" {
  command         = plan
  expect_failures = [var.sumologic]

  variables {
    sumologic = { url = "https://collectors.example.com/receiver/v1/http/abc" }
  }
}

run "sumologic_refuses_a_category_that_is_no_header" {
  command         = plan
  expect_failures = [var.sumologic]

  variables {
    sumologic = { url = "ssm:/t", category = "Wolke/Ü" }
  }
}

run "sumologic_refuses_a_field_with_a_comma" {
  command         = plan
  expect_failures = [var.sumologic]

  variables {
    sumologic = { url = "ssm:/t", fields = { env = "prod,test" } }
  }
}

run "sumologic_refuses_31_fields" {
  command         = plan
  expect_failures = [var.sumologic]

  variables {
    sumologic = { url = "ssm:/t", fields = { for number in range(31) : "f${number}" => "v" } }
  }
}

run "sumologic_refuses_a_long_value" {
  command         = plan
  expect_failures = [var.sumologic]

  variables {
    sumologic = { url = "ssm:/t", fields = { env = join("", [for number in range(201) : "v"]) } }
  }
}

run "sumologic_refuses_an_unknown_end_of_long_records" {
  command         = plan
  expect_failures = [var.sumologic]

  variables {
    sumologic = { url = "ssm:/t", oversize = "cut" }
  }
}

run "elastic_refuses_two_addresses" {
  command         = plan
  expect_failures = [var.elastic]

  variables {
    elastic = { url = "https://es.example.com", cloud_id = "a:b", api_key = "ssm:/t" }
  }
}

run "elastic_refuses_no_address" {
  command         = plan
  expect_failures = [var.elastic]

  variables {
    elastic = { api_key = "ssm:/t" }
  }
}

run "elastic_refuses_an_address_without_tls" {
  command         = plan
  expect_failures = [var.elastic]

  variables {
    elastic = { url = "http://es.example.com", api_key = "ssm:/t" }
  }
}

run "elastic_refuses_a_key_and_a_user" {
  command         = plan
  expect_failures = [var.elastic]

  variables {
    elastic = { url = "https://es.example.com", api_key = "ssm:/t", username = "u", password = "ssm:/t" }
  }
}

run "elastic_refuses_a_user_without_a_password" {
  command         = plan
  expect_failures = [var.elastic]

  variables {
    elastic = { url = "https://es.example.com", username = "u" }
  }
}

run "elastic_refuses_a_key_itself" {
  command         = plan
  expect_failures = [var.elastic]

  variables {
    elastic = { url = "https://es.example.com", api_key = "aWQ6a2V5" }
  }
}

run "elastic_refuses_an_unknown_mode" {
  command         = plan
  expect_failures = [var.elastic]

  variables {
    elastic = { url = "https://es.example.com", api_key = "ssm:/t", mode = "raw" }
  }
}

run "elastic_refuses_an_unknown_flavor" {
  command         = plan
  expect_failures = [var.elastic]

  variables {
    elastic = { url = "https://es.example.com", api_key = "ssm:/t", flavor = "solr" }
  }
}

run "elastic_refuses_a_namespace_in_upper_case" {
  command         = plan
  expect_failures = [var.elastic]

  variables {
    elastic = { url = "https://es.example.com", api_key = "ssm:/t", namespace = "Prod" }
  }
}

run "elastic_refuses_a_dataset_with_a_hyphen" {
  command         = plan
  expect_failures = [var.elastic]

  variables {
    elastic = { url = "https://es.example.com", api_key = "ssm:/t", dataset = "a-b" }
  }
}

run "no_destination_is_refused" {
  command         = plan
  expect_failures = [output.settings]

  variables {
    attempts = 5
  }
}

run "two_destinations_are_refused" {
  command         = plan
  expect_failures = [output.settings]

  variables {
    datadog   = { api_key = "ssm:/t" }
    sumologic = { url = "ssm:/t" }
  }
}

run "a_route_with_a_comma_is_refused" {
  command         = plan
  expect_failures = [var.routes]

  variables {
    datadog = { api_key = "ssm:/t" }
    routes  = { "a,b" = "http_requests" }
  }
}

run "a_route_to_no_dataset_is_refused" {
  command         = plan
  expect_failures = [var.routes]

  variables {
    datadog = { api_key = "ssm:/t" }
    routes  = { "logs/" = "HTTP requests" }
  }
}

run "rules_that_are_no_list_are_refused" {
  command         = plan
  expect_failures = [var.rules]

  variables {
    datadog = { api_key = "ssm:/t" }
    rules   = "drop everything"
  }
}

run "concurrency_below_the_least_is_refused" {
  command         = plan
  expect_failures = [var.concurrency]

  variables {
    datadog     = { api_key = "ssm:/t" }
    concurrency = 0
  }
}

run "concurrency_above_the_most_is_refused" {
  command         = plan
  expect_failures = [var.concurrency]

  variables {
    datadog     = { api_key = "ssm:/t" }
    concurrency = 65
  }
}

run "attempts_below_the_least_is_refused" {
  command         = plan
  expect_failures = [var.attempts]

  variables {
    datadog  = { api_key = "ssm:/t" }
    attempts = 0
  }
}

run "attempts_above_the_most_is_refused" {
  command         = plan
  expect_failures = [var.attempts]

  variables {
    datadog  = { api_key = "ssm:/t" }
    attempts = 101
  }
}

run "max_record_bytes_below_the_least_is_refused" {
  command         = plan
  expect_failures = [var.max_record_bytes]

  variables {
    datadog          = { api_key = "ssm:/t" }
    max_record_bytes = 1023
  }
}

run "max_record_bytes_above_the_most_is_refused" {
  command         = plan
  expect_failures = [var.max_record_bytes]

  variables {
    datadog          = { api_key = "ssm:/t" }
    max_record_bytes = 67108865
  }
}

run "an_unknown_log_level_is_refused" {
  command         = plan
  expect_failures = [var.log_level]

  variables {
    datadog   = { api_key = "ssm:/t" }
    log_level = "trace"
  }
}

run "an_unknown_log_format_is_refused" {
  command         = plan
  expect_failures = [var.log_format]

  variables {
    datadog    = { api_key = "ssm:/t" }
    log_format = "xml"
  }
}

run "schema_refuses_another_word" {
  command         = plan
  expect_failures = [var.schema]

  variables {
    splunk = { hec_url = "https://splunk.example.com:8088", hec_token = "ssm:/t" }
    schema = "ecs"
  }
}

run "schema_ocsf_refuses_standard_attributes" {
  command         = plan
  expect_failures = [var.schema]

  variables {
    datadog = { api_key = "ssm:/t", mode = "standard" }
    schema  = "ocsf"
  }
}

run "schema_ocsf_refuses_the_integration" {
  command         = plan
  expect_failures = [var.schema]

  variables {
    elastic = { url = "https://es.example.com", api_key = "ssm:/t", mode = "integration" }
    schema  = "ocsf"
  }
}

run "an_unknown_way_with_changed_objects_is_refused" {
  command         = plan
  expect_failures = [var.changed_object]

  variables {
    datadog        = { api_key = "ssm:/t" }
    changed_object = "ignore"
  }
}
