# What the tests of this module take unless they say otherwise.
name     = "edge"
project  = "edge-project"
location = "europe-west3"
settings = {
  destination = "sumologic"
  environment = { SUMO_URL = "gsm:projects/edge-project/secrets/hec-token/versions/latest" }
  secrets     = { SUMO_URL = "gsm:projects/edge-project/secrets/hec-token/versions/latest" }
}
package_file = "sumologic-connector-linux-x64.zip"
bucket       = "edge-logs"
