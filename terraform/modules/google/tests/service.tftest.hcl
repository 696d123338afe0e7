mock_provider "google" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "google-beta" {
  source          = "./tests/mocks"
  override_during = plan
}

run "the_environment" {
  command = plan

  assert {
    condition = output.environment == tomap({
      CONNECTOR_CONTINUATION_QUEUE = "pubsub://edge-project/edge-work"
      CONNECTOR_DEAD_LETTERS       = "gs://edge-logs/dead-letters/"
      CONNECTOR_HOST               = "cloudrun"
      CONNECTOR_OBJECTS            = "4"
      CONNECTOR_TIME_LIMIT         = "540"
      CONNECTOR_TRIES              = "20"
      GOOGLE_CLOUD_PROJECT         = "edge-project"
      SUMO_URL                     = "gsm:projects/edge-project/secrets/hec-token/versions/latest"
    })
    error_message = "It is ${jsonencode(output.environment)}"
  }

  assert {
    condition = (
      { for env in google_cloud_run_v2_service.connector.template[0].containers[0].env : env.name => env.value }
      == { for name, value in output.environment : name => value }
    )
    error_message = "The service has another environment."
  }

  assert {
    condition = (
      google_cloud_run_v2_service.connector.template[0].containers[0].source_code[0].cloud_storage_source[0].object
      == "edge.zip"
    )
    error_message = "Another package is deployed."
  }

  assert {
    condition     = google_cloud_run_v2_service.connector.template[0].containers[0].command == tolist(["./bootstrap"])
    error_message = "Another command is run."
  }

  assert {
    condition = (
      google_cloud_run_v2_service.connector.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"
      && google_cloud_run_v2_service.connector.template[0].timeout == "600s"
    )
    error_message = "The service is open, or ends early."
  }

  assert {
    condition = (
      google_cloud_run_v2_service.connector.template[0].scaling[0].max_instance_count == 10
      && google_cloud_run_v2_service.connector.template[0].max_instance_request_concurrency == 4
    )
    error_message = "It scales otherwise."
  }
}

run "a_managed_service" {
  command = plan

  variables {
    runtime = "managed"
  }

  assert {
    condition = (
      google_cloud_run_v2_service.connector.template[0].containers[0].command
      == tolist(["dotnet", "Connectors.Managed.Google.dll"])
      && endswith(google_cloud_run_v2_service.connector.template[0].containers[0].base_image_uri, "/dotnet10")
    )
    error_message = "It runs elsewhere."
  }

  assert {
    condition = (
      output.environment.CONNECTOR_DESTINATION == var.settings.destination
      && output.environment.FUNCTION_TARGET == "Connectors.Managed.Google.PubSubFunction"
      && !contains(keys(output.environment), "CONNECTOR_HOST")
    )
    error_message = "It is ${jsonencode(output.environment)}"
  }
}

run "an_image_needs_no_package" {
  command = plan

  variables {
    package_file = null
    image        = "europe-docker.pkg.dev/edge-project/edge/connector:1"
  }

  assert {
    condition     = length(google_storage_bucket.packages) + length(google_storage_bucket_object.package) == 0
    error_message = "A bucket for packages is made."
  }

  assert {
    condition = (
      google_cloud_run_v2_service.connector.template[0].containers[0].image
      == "europe-docker.pkg.dev/edge-project/edge/connector:1"
    )
    error_message = "Another image is run."
  }

  assert {
    condition = (
      length(google_cloud_run_v2_service.connector.template[0].containers[0].source_code) == 0
      && google_cloud_run_v2_service.connector.template[0].containers[0].base_image_uri == null
    )
    error_message = "A package is deployed."
  }
}

run "a_service_in_a_network" {
  command = plan

  variables {
    network = { network = "net", subnetwork = "sub" }
  }

  assert {
    condition = (
      google_cloud_run_v2_service.connector.template[0].vpc_access[0].network_interfaces[0].subnetwork == "sub"
      && google_cloud_run_v2_service.connector.template[0].vpc_access[0].egress == "ALL_TRAFFIC"
    )
    error_message = "It is in another network."
  }
}

run "a_key_for_everything_that_is_kept" {
  command = plan

  variables {
    create_bucket = true
    kms_key_name  = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
  }

  assert {
    condition = (
      google_pubsub_topic.work.kms_key_name == var.kms_key_name
      && google_pubsub_topic.dead.kms_key_name == var.kms_key_name
    )
    error_message = "A topic has no key."
  }

  assert {
    condition     = google_storage_bucket.logs[0].encryption[0].default_kms_key_name == var.kms_key_name
    error_message = "The bucket has no key."
  }

  assert {
    condition     = google_cloud_run_v2_service.connector.template[0].encryption_key == var.kms_key_name
    error_message = "The service has no key."
  }

  assert {
    condition     = keys(google_kms_crypto_key_iam_member.agents) == ["pubsub", "run", "storage"]
    error_message = "Somebody cannot use the key."
  }
}
