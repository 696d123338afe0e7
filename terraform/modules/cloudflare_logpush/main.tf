locals {
  # Which fields each dataset has, and whether zones or accounts have it:
  # https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/
  known = jsondecode(file("${path.module}/datasets.json"))

  # Cloudflare: https://developers.cloudflare.com/logs/logpush/logpush-job/enable-destinations/
  places = [
    for place in [
      { kind = "s3", url = try("s3://${var.s3.bucket}", null), query = try("region=${var.s3.region}", null) },
      { kind = "gcs", url = try("gs://${var.gcs.bucket}", null), query = "" },
      {
        kind  = "azure"
        url   = try("azure://${var.azure.account}.blob.core.windows.net/${var.azure.container}", null)
        query = try(var.azure_sas, null)
      },
      {
        kind = "r2"
        url  = try("r2://${var.r2.bucket}", null)
        query = try(join("&", [
          "account-id=${var.r2.account_id}", "access-key-id=${var.r2_keys.access_key_id}",
          "secret-access-key=${var.r2_keys.secret_access_key}",
        ]), null)
      },
    ] : place if place.url != null
  ]

  place = one(slice(local.places, 0, min(1, length(local.places))))
  query = try(length(nonsensitive(local.place.query)) > 0, false) ? "?${local.place.query}" : ""

  # One text for challenge and job: Cloudflare binds the challenge to it.
  destinations = {
    for name in keys(var.datasets) :
    name => "${try(local.place.url, "")}/${var.key_prefix}${name}/{DATE}${local.query}"
  }

  needs_challenge = var.r2 == null
}

resource "cloudflare_logpush_ownership_challenge" "dataset" {
  for_each = local.needs_challenge ? toset(keys(var.datasets)) : toset([])

  zone_id          = var.zone_id
  account_id       = var.account_id
  destination_conf = local.destinations[each.key]

  lifecycle {
    precondition {
      condition     = length(local.places) == 1
      error_message = "Exactly one of s3, gcs, azure and r2 must be set."
    }
  }
}

resource "cloudflare_logpush_job" "dataset" {
  # A job is made when its challenge is answered.
  for_each = {
    for name, job in var.datasets : name => job
    if !local.needs_challenge || contains(keys(var.ownership_challenges), name)
  }

  zone_id                     = var.zone_id
  account_id                  = var.account_id
  name                        = "${var.name}-${replace(each.key, "_", "-")}"
  dataset                     = each.key
  enabled                     = each.value.enabled
  destination_conf            = local.destinations[each.key]
  ownership_challenge         = lookup(var.ownership_challenges, each.key, null)
  filter                      = each.value.filter == null ? null : jsonencode({ where = each.value.filter })
  max_upload_interval_seconds = var.max_upload_interval_seconds
  max_upload_bytes            = var.max_upload_bytes

  output_options = {
    field_names = sort(setsubtract(
      each.value.fields != null ? each.value.fields : local.known[each.key].fields, each.value.without
    ))
    output_type      = "ndjson"
    timestamp_format = "rfc3339ns"
    sample_rate      = each.value.sample_rate
  }

  lifecycle {
    precondition {
      condition     = length(local.places) == 1
      error_message = "Exactly one of s3, gcs, azure and r2 must be set."
    }
  }
}
