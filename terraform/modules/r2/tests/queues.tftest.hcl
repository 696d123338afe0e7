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

run "the_bucket_tells_a_queue_that_is_asked" {
  command = plan

  assert {
    condition = jsonencode(cloudflare_r2_bucket_event_notification.objects.rules) == jsonencode([{
      actions     = ["PutObject", "CompleteMultipartUpload", "CopyObject"]
      description = null
      prefix      = "logs/"
      suffix      = ".log.gz"
    }])
    error_message = "Other objects are told: ${jsonencode(cloudflare_r2_bucket_event_notification.objects.rules)}"
  }

  assert {
    condition     = cloudflare_r2_bucket_event_notification.objects.queue_id == "work-id"
    error_message = "Another queue is told."
  }

  assert {
    condition = (
      cloudflare_queue_consumer.work.type == "http_pull"
      && cloudflare_queue_consumer.work.dead_letter_queue == "edge-dead"
      && cloudflare_queue_consumer.work.settings.visibility_timeout_ms == 1800000
      && cloudflare_queue_consumer.work.settings.max_retries == 20
    )
    error_message = "The queue is asked otherwise."
  }

  assert {
    condition     = output.pull.queue == "cfq://0123456789abcdef0123456789abcdef/work-id"
    error_message = "The connector asks ${output.pull.queue}."
  }

  assert {
    condition = output.pull.environment == {
      CONNECTOR_CLOUDFLARE_TOKEN     = "ssm:/edge/queues-token"
      CONNECTOR_R2_ACCESS_KEY_ID     = "ssm:/edge/r2-id"
      CONNECTOR_R2_ENDPOINT          = "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com"
      CONNECTOR_R2_SECRET_ACCESS_KEY = "ssm:/edge/r2-key"
      CONNECTOR_TRIES                = "21"
    }
    error_message = "The connector is told ${jsonencode(output.pull.environment)}."
  }
}

run "an_existing_bucket_of_the_eu_is_used" {
  command = plan

  variables {
    create_bucket = false
    jurisdiction  = "eu"
  }

  assert {
    condition     = length(cloudflare_r2_bucket.logs) == 0
    error_message = "A bucket is made."
  }

  assert {
    condition     = strcontains(output.pull.environment.CONNECTOR_R2_ENDPOINT, ".eu.r2.")
    error_message = "Objects are read elsewhere."
  }
}
