# The destinations' settings by the names that the executable reads. What is null is not set.
locals {
  splunk = var.splunk == null ? null : {
    SPLUNK_HEC_URL           = var.splunk.hec_url
    SPLUNK_HEC_TOKEN         = var.splunk.hec_token
    SPLUNK_INDEX             = var.splunk.index
    SPLUNK_SOURCETYPE        = var.splunk.sourcetype
    SPLUNK_SOURCE            = var.splunk.source
    SPLUNK_HOST              = var.splunk.host
    SPLUNK_USE_ACK           = var.splunk.use_ack
    SPLUNK_CIM_FIELDS        = var.splunk.cim_fields
    SPLUNK_MAX_PAYLOAD_BYTES = var.splunk.max_payload_bytes
  }

  datadog = var.datadog == null ? null : {
    DD_API_KEY     = var.datadog.api_key
    DD_SITE        = var.datadog.site
    DD_LOGS_URL    = var.datadog.logs_url
    DD_MODE        = var.datadog.mode
    DD_SOURCE      = var.datadog.source
    DD_SERVICE     = var.datadog.service
    DD_ENV         = var.datadog.env
    DD_TAGS        = length(var.datadog.tags) == 0 ? null : join(",", var.datadog.tags)
    DD_HOSTNAME    = var.datadog.hostname
    DD_OVERSIZE    = var.datadog.oversize
    DD_OLD_EVENTS  = var.datadog.old_events
    DD_COMPRESSION = var.datadog.compression
  }

  sumologic = var.sumologic == null ? null : {
    SUMO_URL      = var.sumologic.url
    SUMO_CATEGORY = var.sumologic.category
    SUMO_NAME     = var.sumologic.name
    SUMO_HOST     = var.sumologic.host
    SUMO_FIELDS = length(var.sumologic.fields) == 0 ? null : join(
      ",", [for name, value in var.sumologic.fields : "${name}=${value}"]
    )
    SUMO_OVERSIZE = var.sumologic.oversize
  }

  elastic = var.elastic == null ? null : {
    ELASTICSEARCH_URL      = var.elastic.url
    ELASTIC_CLOUD_ID       = var.elastic.cloud_id
    ELASTICSEARCH_API_KEY  = var.elastic.api_key
    ELASTICSEARCH_USERNAME = var.elastic.username
    ELASTICSEARCH_PASSWORD = var.elastic.password
    ELASTIC_MODE           = var.elastic.mode
    ELASTIC_NAMESPACE      = var.elastic.namespace
    ELASTIC_DATASET        = var.elastic.dataset
    ELASTIC_PIPELINE       = var.elastic.pipeline
    ELASTIC_FLAVOR         = var.elastic.flavor
  }
}
