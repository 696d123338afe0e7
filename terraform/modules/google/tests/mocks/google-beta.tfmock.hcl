mock_resource "google_cloud_run_v2_service" {
  defaults = { uri = "https://edge-0.a.run.app" }
}
