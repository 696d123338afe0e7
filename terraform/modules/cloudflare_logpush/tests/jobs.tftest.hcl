mock_provider "cloudflare" {
  override_during = plan
}

run "a_challenge_comes_before_the_job" {
  command = plan

  assert {
    condition = (
      cloudflare_logpush_ownership_challenge.dataset["firewall_events"].destination_conf
      == "s3://edge-logs/logs/firewall_events/{DATE}?region=eu-central-1"
    )
    error_message = "Another place is challenged."
  }

  assert {
    condition     = length(cloudflare_logpush_job.dataset) == 0
    error_message = "A job is made before its challenge is answered."
  }
}

run "a_job_pushes_all_fields_of_its_dataset" {
  command = plan

  variables {
    ownership_challenges = { firewall_events = "token" }
  }

  assert {
    condition = (
      cloudflare_logpush_job.dataset["firewall_events"].destination_conf
      == cloudflare_logpush_ownership_challenge.dataset["firewall_events"].destination_conf
    )
    error_message = "The job pushes elsewhere than was challenged."
  }

  assert {
    condition = (
      cloudflare_logpush_job.dataset["firewall_events"].output_options.field_names
      == tolist(jsondecode(file("datasets.json")).firewall_events.fields)
    )
    error_message = "The job pushes other fields."
  }

  assert {
    condition     = cloudflare_logpush_job.dataset["firewall_events"].output_options.timestamp_format == "rfc3339ns"
    error_message = "Times are written otherwise."
  }

  assert {
    condition     = output.routes == { "logs/firewall_events/" = "firewall_events" }
    error_message = "The routes are ${jsonencode(output.routes)}."
  }
}

run "fields_filter_and_sample_are_the_customers" {
  command = plan

  variables {
    datasets = {
      http_requests = {
        fields      = ["RayID", "ClientIP", "EdgeStartTimestamp"]
        without     = ["ClientIP"]
        filter      = { key = "ClientCountry", operator = "neq", value = "ca" }
        sample_rate = 0.5
      }
    }
    ownership_challenges = { http_requests = "token" }
  }

  assert {
    condition = (
      cloudflare_logpush_job.dataset["http_requests"].output_options.field_names
      == tolist(["EdgeStartTimestamp", "RayID"])
    )
    error_message = "Other fields are pushed."
  }

  assert {
    condition = (
      jsondecode(cloudflare_logpush_job.dataset["http_requests"].filter)
      == { where = { key = "ClientCountry", operator = "neq", value = "ca" } }
    )
    error_message = "The filter is ${cloudflare_logpush_job.dataset["http_requests"].filter}"
  }

  assert {
    condition     = cloudflare_logpush_job.dataset["http_requests"].output_options.sample_rate == 0.5
    error_message = "Another share is pushed."
  }
}

run "r2_needs_no_challenge" {
  command = plan

  variables {
    s3      = null
    r2      = { bucket = "edge-logs", account_id = "a" }
    r2_keys = { access_key_id = "i", secret_access_key = "k" }
  }

  assert {
    condition = (
      nonsensitive(cloudflare_logpush_job.dataset["firewall_events"].destination_conf)
      == "r2://edge-logs/logs/firewall_events/{DATE}?account-id=a&access-key-id=i&secret-access-key=k"
    )
    error_message = "The job pushes elsewhere."
  }

  assert {
    condition     = length(cloudflare_logpush_ownership_challenge.dataset) == 0
    error_message = "R2 is challenged."
  }
}

run "azure_is_written_with_a_signed_url" {
  command = plan

  variables {
    s3        = null
    azure     = { account = "edgelogs", container = "logs" }
    azure_sas = "sv=1&sig=s"
  }

  assert {
    condition = (
      nonsensitive(cloudflare_logpush_ownership_challenge.dataset["firewall_events"].destination_conf)
      == "azure://edgelogs.blob.core.windows.net/logs/logs/firewall_events/{DATE}?sv=1&sig=s"
    )
    error_message = "Another place is challenged."
  }
}

run "google_has_no_query" {
  command = plan

  variables {
    s3  = null
    gcs = { bucket = "edge-logs" }
  }

  assert {
    condition = (
      cloudflare_logpush_ownership_challenge.dataset["firewall_events"].destination_conf
      == "gs://edge-logs/logs/firewall_events/{DATE}"
    )
    error_message = "Another place is challenged."
  }
}
