variable "routes" {
  description = "Which dataset the objects under a key prefix hold: `{ \"logs/http_requests/\" = \"http_requests\" }`."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for prefix, dataset in var.routes : can(regex("^[^,\\s][^,]*$", prefix)) && can(regex("^[a-z0-9_]+$", dataset))
    ])
    error_message = "routes must be key prefixes without commas, each with a dataset's name."
  }
}

variable "rules" {
  description = "Which records to keep, drop or sample, which fields to redact and which to add: a list of rules."
  type        = any
  default     = []
  nullable    = false

  validation {
    condition     = can(tolist([for rule in var.rules : keys(rule)]))
    error_message = "rules must be a list of rules, each an object."
  }
}

variable "schema" {
  description = "What is delivered: what the destination's users expect (`native`), or OCSF events (`ocsf`)."
  type        = string
  default     = null

  validation {
    condition     = try(contains(local.choices.CONNECTOR_SCHEMA, var.schema), var.schema == null)
    error_message = "schema must be one of ${join(", ", local.choices.CONNECTOR_SCHEMA)}."
  }

  validation {
    condition     = var.schema != "ocsf" || try(var.datadog.mode, null) != "standard"
    error_message = "datadog.mode standard is a schema of its own: leave it out with schema ocsf."
  }

  validation {
    condition     = var.schema != "ocsf" || try(var.elastic.mode, null) != "integration"
    error_message = "elastic.mode integration reads records as they are: leave it out with schema ocsf."
  }
}

variable "changed_object" {
  description = "What to do when an object was replaced after its notification: `deliver` what is there, or `fail`."
  type        = string
  default     = null

  validation {
    condition = var.changed_object == null || try(
      contains(local.choices.CONNECTOR_CHANGED_OBJECT, var.changed_object), false
    )
    error_message = "changed_object must be one of ${join(", ", local.choices.CONNECTOR_CHANGED_OBJECT)}."
  }
}

variable "concurrency" {
  description = "Payloads in flight at most, in one run of the connector."
  type        = number
  default     = null

  validation {
    condition = var.concurrency == null || try(
      var.concurrency == floor(var.concurrency)
      && var.concurrency >= local.whole_numbers.CONNECTOR_CONCURRENCY.least
      && var.concurrency <= local.whole_numbers.CONNECTOR_CONCURRENCY.most, false
    )
    error_message = "concurrency must be a whole number from 1 to 64."
  }
}

variable "attempts" {
  description = "Attempts of one payload before the destination counts as unavailable."
  type        = number
  default     = null

  validation {
    condition = var.attempts == null || try(
      var.attempts == floor(var.attempts)
      && var.attempts >= local.whole_numbers.CONNECTOR_ATTEMPTS.least
      && var.attempts <= local.whole_numbers.CONNECTOR_ATTEMPTS.most, false
    )
    error_message = "attempts must be a whole number from 1 to 100."
  }
}

variable "max_record_bytes" {
  description = "Longest record; a longer one becomes a dead letter."
  type        = number
  default     = null

  validation {
    condition = var.max_record_bytes == null || try(
      var.max_record_bytes == floor(var.max_record_bytes)
      && var.max_record_bytes >= local.whole_numbers.CONNECTOR_MAX_RECORD_BYTES.least
      && var.max_record_bytes <= local.whole_numbers.CONNECTOR_MAX_RECORD_BYTES.most, false
    )
    error_message = "max_record_bytes must be a whole number from 1024 to 67108864."
  }
}

variable "log_level" {
  description = "What the connector logs at least."
  type        = string
  default     = "info"
  nullable    = false

  validation {
    condition     = contains(local.choices.CONNECTOR_LOG_LEVEL, var.log_level)
    error_message = "log_level must be one of ${join(", ", local.choices.CONNECTOR_LOG_LEVEL)}."
  }
}

variable "log_format" {
  description = "How the connector writes its logs. The alarms of the clouds' modules read JSON."
  type        = string
  default     = "json"
  nullable    = false

  validation {
    condition     = contains(local.choices.CONNECTOR_LOG_FORMAT, var.log_format)
    error_message = "log_format must be one of ${join(", ", local.choices.CONNECTOR_LOG_FORMAT)}."
  }
}

variable "metrics_collector" {
  description = "An OpenTelemetry collector that metrics are sent to; `headers` is the place of a secret: name=value."
  type = object({
    endpoint = string
    headers  = optional(string)
  })
  default = null

  # Numbers may go in the clear, as they do inside a network; a secret may not.
  validation {
    condition = var.metrics_collector == null || can(regex(local.address, try(
      var.metrics_collector.headers == null
      ? replace(var.metrics_collector.endpoint, "/^http:/", "https:")
      : var.metrics_collector.endpoint, ""
    )))
    error_message = "metrics_collector.endpoint must be a URL without user, query or fragment; https with headers."
  }

  validation {
    condition = try(var.metrics_collector.headers, null) == null || can(
      regex(local.secret_place, var.metrics_collector.headers)
    )
    error_message = "metrics_collector.headers must be the place of a secret, such as ssm:/name."
  }
}
