mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  metrics_namespace = "Connectors"
}

run "the_connectors_own_metrics_take_the_place_of_those_read_from_its_log" {
  command = plan

  assert {
    condition     = output.environment.CONNECTOR_METRICS_NAMESPACE == "Connectors"
    error_message = "The environment is ${jsonencode(output.environment)}"
  }

  assert {
    condition     = length(aws_cloudwatch_log_metric_filter.ledger) == 0
    error_message = "Records are counted, and billed, twice."
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.connector["dead-letters"].namespace == "Connectors"
      && aws_cloudwatch_metric_alarm.connector["dead-letters"].metric_name == "RecordsDeadLettered"
      && aws_cloudwatch_metric_alarm.connector["dead-letters"].dimensions == tomap({ Connector = "edge" })
    )
    error_message = "It watches ${aws_cloudwatch_metric_alarm.connector["dead-letters"].metric_name}."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.connector[0].dashboard_body).widgets) == 9
    error_message = "The dashboard has other charts."
  }

  assert {
    condition = contains(
      flatten([for widget in jsondecode(aws_cloudwatch_dashboard.connector[0].dashboard_body).widgets : [
        for metric in widget.properties.metrics : jsonencode(metric)
      ]]),
      jsonencode(["Connectors", "RecordsDelivered", "Connector", "edge", { stat = "Sum" }])
    )
    error_message = aws_cloudwatch_dashboard.connector[0].dashboard_body
  }
}

run "a_queue_that_is_asked_has_an_alarm_for_objects_that_wait" {
  command = plan

  variables {
    bucket = null
    pull = {
      queue        = "cfq://account/queue"
      dead_letters = "r2://account/edge-logs/dead-letters/"
      receipts     = "r2://account/edge-logs/receipts/"
      environment  = {}
      secrets      = {}
    }
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.connector["late-objects"].metric_name == "BacklogAgeSeconds"
      && aws_cloudwatch_metric_alarm.connector["late-objects"].threshold == 900
      && aws_cloudwatch_metric_alarm.connector["late-objects"].dimensions == tomap({ Connector = "edge" })
    )
    error_message = "Nobody is told of objects that wait."
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.silence[0].metric_name == "RecordsDelivered"
      && aws_cloudwatch_metric_alarm.silence[0].dimensions == tomap({ Connector = "edge" })
    )
    error_message = "Silence is looked for elsewhere."
  }
}

run "a_namespace_of_aws_is_refused" {
  command         = plan
  expect_failures = [var.metrics_namespace]

  variables {
    metrics_namespace = "AWS/Lambda"
  }
}
