variable "splunk" {
  description = "Delivers to Splunk's HTTP Event Collector. `hec_token` is the place of the secret."
  type = object({
    hec_url           = string
    hec_token         = string
    index             = optional(string)
    sourcetype        = optional(string)
    source            = optional(string)
    host              = optional(string)
    use_ack           = optional(bool)
    cim_fields        = optional(bool)
    max_payload_bytes = optional(number)
  })
  default = null

  validation {
    condition     = var.splunk == null || can(regex(local.address, var.splunk.hec_url))
    error_message = "splunk.hec_url must be an https URL without user, query or fragment."
  }

  validation {
    condition     = var.splunk == null || can(regex(local.secret_place, var.splunk.hec_token))
    error_message = "splunk.hec_token must be the place of a secret, such as ssm:/name."
  }

  validation {
    condition = try(var.splunk.max_payload_bytes, null) == null || try(
      var.splunk.max_payload_bytes == floor(var.splunk.max_payload_bytes)
      && var.splunk.max_payload_bytes >= local.whole_numbers.SPLUNK_MAX_PAYLOAD_BYTES.least
      && var.splunk.max_payload_bytes <= local.whole_numbers.SPLUNK_MAX_PAYLOAD_BYTES.most, false
    )
    error_message = "splunk.max_payload_bytes must be a whole number from 1024 to 838860800."
  }
}

variable "datadog" {
  description = "Delivers to Datadog's log intake. `api_key` is the place of the secret."
  type = object({
    api_key     = string
    site        = optional(string)
    logs_url    = optional(string)
    mode        = optional(string)
    source      = optional(string)
    service     = optional(string)
    env         = optional(string)
    tags        = optional(list(string), [])
    hostname    = optional(string)
    oversize    = optional(string)
    old_events  = optional(string)
    compression = optional(string)
  })
  default = null

  validation {
    condition     = var.datadog == null || can(regex(local.secret_place, var.datadog.api_key))
    error_message = "datadog.api_key must be the place of a secret, such as ssm:/name."
  }

  validation {
    condition     = try(contains(local.choices.DD_SITE, var.datadog.site), try(var.datadog.site, null) == null)
    error_message = "datadog.site must be one of ${join(", ", local.choices.DD_SITE)}."
  }

  validation {
    condition     = try(var.datadog.logs_url, null) == null || can(regex(local.address, var.datadog.logs_url))
    error_message = "datadog.logs_url must be an https URL without user, query or fragment."
  }

  validation {
    condition     = try(contains(local.choices.DD_MODE, var.datadog.mode), try(var.datadog.mode, null) == null)
    error_message = "datadog.mode must be one of ${join(", ", local.choices.DD_MODE)}."
  }

  validation {
    condition = try(
      contains(local.choices.DD_OVERSIZE, var.datadog.oversize), try(var.datadog.oversize, null) == null
    )
    error_message = "datadog.oversize must be one of ${join(", ", local.choices.DD_OVERSIZE)}."
  }

  validation {
    condition = try(
      contains(local.choices.DD_OLD_EVENTS, var.datadog.old_events), try(var.datadog.old_events, null) == null
    )
    error_message = "datadog.old_events must be one of ${join(", ", local.choices.DD_OLD_EVENTS)}."
  }

  validation {
    condition = try(
      contains(local.choices.DD_COMPRESSION, var.datadog.compression), try(var.datadog.compression, null) == null
    )
    error_message = "datadog.compression must be one of ${join(", ", local.choices.DD_COMPRESSION)}."
  }

  validation {
    condition     = alltrue([for tag in try(var.datadog.tags, []) : can(regex("^[^,\\s]+$", tag))])
    error_message = "datadog.tags must be tags without commas or blanks: team:edge."
  }
}

variable "sumologic" {
  description = "Delivers to an HTTP source of Sumo Logic. `url` is the place of its address, which is a secret."
  type = object({
    url      = string
    category = optional(string)
    name     = optional(string)
    host     = optional(string)
    fields   = optional(map(string), {})
    oversize = optional(string)
  })
  default = null

  validation {
    condition     = var.sumologic == null || can(regex(local.secret_place, var.sumologic.url))
    error_message = "sumologic.url must be the place of a secret, such as ssm:/name."
  }

  validation {
    condition = alltrue([
      for text in [try(var.sumologic.category, null), try(var.sumologic.name, null), try(var.sumologic.host, null)] :
      text == null || can(regex(local.header_text, text))
    ])
    error_message = "sumologic.category, name and host must be printable ASCII; {dataset} in it is the dataset's name."
  }

  validation {
    condition = length(try(var.sumologic.fields, {})) <= 30 && alltrue([
      for name, value in try(var.sumologic.fields, {}) : can(regex("^[!-+\\--<>-~]{1,255}$", name))
      && can(regex("^[ -+.-~-]{1,200}$", value))
    ])
    error_message = "sumologic.fields must be at most 30, names to 255 and values to 200 characters, without commas."
  }

  validation {
    condition = try(
      contains(local.choices.SUMO_OVERSIZE, var.sumologic.oversize), try(var.sumologic.oversize, null) == null
    )
    error_message = "sumologic.oversize must be one of ${join(", ", local.choices.SUMO_OVERSIZE)}."
  }
}

variable "elastic" {
  description = "Delivers to Elasticsearch, Elastic Cloud or OpenSearch. `api_key` or `password`: the place of it."
  type = object({
    url       = optional(string)
    cloud_id  = optional(string)
    api_key   = optional(string)
    username  = optional(string)
    password  = optional(string)
    mode      = optional(string)
    namespace = optional(string)
    dataset   = optional(string)
    pipeline  = optional(string)
    flavor    = optional(string)
  })
  default = null

  validation {
    condition = var.elastic == null || (
      (try(var.elastic.url, null) == null) != (try(var.elastic.cloud_id, null) == null)
    )
    error_message = "elastic must have either url or cloud_id."
  }

  validation {
    condition     = try(var.elastic.url, null) == null || can(regex(local.address, var.elastic.url))
    error_message = "elastic.url must be an https URL without user, query or fragment."
  }

  validation {
    condition = var.elastic == null || (
      (try(var.elastic.api_key, null) == null) != (try(var.elastic.username, null) == null)
      && (try(var.elastic.username, null) == null) == (try(var.elastic.password, null) == null)
    )
    error_message = "elastic must have either api_key, or username and password."
  }

  validation {
    condition = alltrue([
      for place in [try(var.elastic.api_key, null), try(var.elastic.password, null)] :
      place == null || can(regex(local.secret_place, place))
    ])
    error_message = "elastic.api_key and password must be the place of a secret, such as ssm:/name."
  }

  validation {
    condition     = try(contains(local.choices.ELASTIC_MODE, var.elastic.mode), try(var.elastic.mode, null) == null)
    error_message = "elastic.mode must be one of ${join(", ", local.choices.ELASTIC_MODE)}."
  }

  validation {
    condition = try(
      contains(local.choices.ELASTIC_FLAVOR, var.elastic.flavor), try(var.elastic.flavor, null) == null
    )
    error_message = "elastic.flavor must be one of ${join(", ", local.choices.ELASTIC_FLAVOR)}."
  }

  validation {
    condition = alltrue([
      for part in [try(var.elastic.namespace, null), try(var.elastic.dataset, null)] :
      part == null || can(regex(local.stream_part, part))
    ])
    error_message = "elastic.namespace and dataset must be lower case, without blanks and - \\ / * ? \" < > | , # :"
  }
}
