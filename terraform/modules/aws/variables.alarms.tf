variable "log_retention_days" {
  description = "Days for which the function's logs are kept."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.log_retention_days
    )
    error_message = "log_retention_days must be one that CloudWatch has: 1, 3, 5, 7, 14, 30, 60, 90, 120, ... 3653."
  }
}

variable "alarms" {
  description = "The alarms, and where they go. `silence_minutes` 0 is no alarm for silence."
  type = object({
    enabled             = optional(bool, true)
    topic_arns          = optional(list(string), [])
    backlog_age_seconds = optional(number, 900)
    silence_minutes     = optional(number, 60)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.alarms.silence_minutes >= 0 && var.alarms.silence_minutes <= 1440
    error_message = "alarms.silence_minutes must be from 0 to 1440."
  }

  validation {
    condition     = var.alarms.backlog_age_seconds >= 60
    error_message = "alarms.backlog_age_seconds must be at least 60."
  }
}

variable "dashboard" {
  description = "Makes a CloudWatch dashboard."
  type        = bool
  default     = true
  nullable    = false
}

variable "metrics_namespace" {
  description = "Has the connector write metrics into this namespace, for the dashboard and the alarms; each is billed."
  type        = string
  default     = null

  validation {
    condition = var.metrics_namespace == null || (
      can(regex("^[A-Za-z0-9._/#:-]{1,255}$", var.metrics_namespace))
      && !startswith(coalesce(var.metrics_namespace, "-"), "AWS/")
    )
    error_message = "metrics_namespace must be letters, digits and . _ / # : -, and not begin with AWS/."
  }
}
