output "routes" {
  description = "For `routes` of connector_settings: which dataset is under which key prefix."
  value       = { for name in keys(var.datasets) : "${var.key_prefix}${name}/" => name }
}

output "challenge_files" {
  description = "Files that Cloudflare wrote into the bucket, by dataset: their text goes into `ownership_challenges`."
  value       = { for name, challenge in cloudflare_logpush_ownership_challenge.dataset : name => challenge.filename }
}

output "job_ids" {
  description = "The jobs' ids, by dataset."
  value       = { for name, job in cloudflare_logpush_job.dataset : name => job.id }
}
