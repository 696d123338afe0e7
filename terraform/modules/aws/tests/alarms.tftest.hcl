mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

run "all_alarms_are_on" {
  command = plan

  variables {
    alarms = { topic_arns = ["arn:aws:sns:eu-central-1:123456789012:pager"] }
  }

  assert {
    condition = (
      keys(aws_cloudwatch_metric_alarm.connector)
      == ["backlog", "continuation-backlog", "dead-letters", "dead-notifications", "errors", "slow", "throttles"]
    )
    error_message = "They are ${join(", ", keys(aws_cloudwatch_metric_alarm.connector))}."
  }

  assert {
    condition = (
      alltrue([for alarm in aws_cloudwatch_metric_alarm.connector : alarm.alarm_actions
      == toset(["arn:aws:sns:eu-central-1:123456789012:pager"])])
    )
    error_message = "An alarm tells nobody."
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.connector["dead-notifications"].dimensions == tomap({ QueueName = "edge-dead" })
    )
    error_message = "It watches another queue."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.connector["slow"].threshold == 285000
    error_message = "A slow run has ${aws_cloudwatch_metric_alarm.connector["slow"].threshold} ms."
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.connector["dead-letters"].namespace
      == aws_cloudwatch_log_metric_filter.ledger["DeadLettered"].metric_transformation[0].namespace
    )
    error_message = "The dead letters are counted elsewhere."
  }

  assert {
    condition     = strcontains(aws_cloudwatch_log_metric_filter.ledger["DeadLettered"].pattern, "!= \"Continued\"")
    error_message = "An object that is continued is counted more than once."
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.silence[0].treat_missing_data == "breaching"
      && aws_cloudwatch_metric_alarm.silence[0].period == 3600
    )
    error_message = "Silence is not noticed."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.connector[0].dashboard_body).widgets) == 5
    error_message = "The dashboard has other charts."
  }

  assert {
    condition     = keys(aws_cloudwatch_query_definition.connector) == ["objects", "problems", "reasons"]
    error_message = "The saved queries are others."
  }
}

run "alarms_and_dashboard_can_be_left_out" {
  command = plan

  variables {
    alarms    = { enabled = false }
    dashboard = false
  }

  assert {
    condition = (

      length(aws_cloudwatch_metric_alarm.connector) + length(aws_cloudwatch_metric_alarm.silence)
      + length(aws_cloudwatch_dashboard.connector)
      == 0
    )
    error_message = "Some are made."
  }
}
