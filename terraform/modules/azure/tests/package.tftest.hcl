# With what only apply knows: an upgrade is seen in the plans of the second and the third run, by PackageTests.
mock_provider "azurerm" {
  source = "./tests/mocks"
}

variables {
  package_file = "outputs.tf" # any file that is there
}

run "a_package_is_installed" {
  assert {
    condition     = azurerm_storage_container.package.metadata == tomap({ sha256 = filesha256("outputs.tf") })
    error_message = "What is installed is not noted."
  }
}

run "the_same_package_changes_nothing" {
  command = plan
}

run "another_package_is_installed" {
  command = plan

  variables {
    package_file = "versions.tf"
  }
}
