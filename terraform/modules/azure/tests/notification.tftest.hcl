mock_provider "azurerm" {
  source          = "./tests/mocks"
  override_during = plan
}

run "a_new_account_tells_the_queue" {
  command = plan

  variables {
    key_prefix = "http/"
  }

  assert {
    condition = (
      azurerm_eventgrid_system_topic_event_subscription.work[0].subject_filter[0].subject_begins_with
      == "/blobServices/default/containers/logs/blobs/http/"
      && azurerm_eventgrid_system_topic_event_subscription.work[0].subject_filter[0].subject_ends_with == ".log.gz"
    )
    error_message = "Other blobs are told."
  }

  assert {
    condition = (
      azurerm_eventgrid_system_topic_event_subscription.work[0].included_event_types
      == tolist(["Microsoft.Storage.BlobCreated"])
    )
    error_message = "Other events are told."
  }

  assert {
    condition = (
      one(azurerm_eventgrid_system_topic_event_subscription.work[0].storage_queue_endpoint).queue_name == "work"
    )
    error_message = "Notifications go elsewhere."
  }

  assert {
    condition = (
      [for queue in azurerm_eventgrid_system_topic_event_subscription.work[0].storage_queue_endpoint
      : queue.queue_message_time_to_live_in_seconds]
      == [1209600]
    )
    error_message = "Notifications end early."
  }

  assert {
    condition = (
      azurerm_eventgrid_system_topic_event_subscription.work[0].delivery_identity[0].type == "SystemAssigned"
    )
    error_message = "It sends as somebody else."
  }

  assert {
    condition = (
      [for place in azurerm_eventgrid_system_topic_event_subscription.work[0].storage_blob_dead_letter_destination
      : place.storage_blob_container_name]
      == ["undelivered-events"]
    )
    error_message = "Undelivered events are lost."
  }

  assert {
    condition     = azurerm_storage_queue.poison.name == "work-poison"
    error_message = "The poison queue is ${azurerm_storage_queue.poison.name}."
  }

  assert {
    condition = (
      azurerm_storage_account.logs[0].name == "edgelogs"
      && azurerm_storage_container.logs[0].name == "logs"
    )
    error_message = "The log account is another."
  }
}

run "an_existing_account_and_topic_are_used" {
  command = plan

  variables {
    log_account_id = "/storageAccounts/edgelogs"
    system_topic = {
      name                = "topic"
      resource_group_name = "shared"
      principal_id        = "44444444-4444-4444-4444-444444444444"
    }
  }

  assert {
    condition     = length(azurerm_storage_account.logs) == 0 && length(azurerm_eventgrid_system_topic.logs) == 0
    error_message = "Something is made anew."
  }

  assert {
    condition = (
      azurerm_eventgrid_system_topic_event_subscription.work[0].system_topic == "topic"
      && azurerm_eventgrid_system_topic_event_subscription.work[0].resource_group_name == "shared"
    )
    error_message = "The topic is another."
  }

  assert {
    condition = (
      alltrue([for role in azurerm_role_assignment.topic : role.principal_id
      == "44444444-4444-4444-4444-444444444444"])
    )
    error_message = "Another topic may send."
  }
}
