namespace Connectors.Terraform;

/// <summary>
/// What the modules say of their variables. After a wanted change,
/// <c>UPDATE_EXPECTED=1 dotnet test --project tests/Connectors.Terraform</c> writes the tables anew.
/// </summary>
public sealed class VariableTests
{
    private static readonly bool Updates = Environment.GetEnvironmentVariable("UPDATE_EXPECTED") == "1";

    public static TheoryData<string> Folders { get; } = new(Repository.Folders);

    public static TheoryData<string> Modules { get; } = new(Repository.Modules);

    [Theory]
    [MemberData(nameof(Modules))]
    public void The_tables_of_a_module_are_right(string module)
    {
        string path = Path.Combine(Repository.PathOf(module), "README.md");
        string actual = File.ReadAllText(path);
        string? expected = VariableTable.Renew(actual, ModuleFile.Variables(module), ModuleFile.Outputs(module));
        Assert.True(expected is not null, $"{path} has no place for the tables: <!-- variables --><!-- /variables -->");
        if (Updates)
        {
            File.WriteAllText(path, expected);
            return;
        }

        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_variable_and_output_is_described_and_every_variable_typed(string folder)
    {
        Assert.All(ModuleFile.Variables(folder), one => Assert.NotEmpty(one.Description));
        Assert.All(ModuleFile.Variables(folder), one => Assert.NotNull(one["type"]));
        Assert.All(ModuleFile.Outputs(folder), one => Assert.NotEmpty(one.Description));
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_variable_whose_default_is_not_null_cannot_be_null(string module) => Assert.Empty(
        from variable in ModuleFile.Variables(module)
        where variable["default"] != "null" && variable["nullable"] != "false"
        select variable.Name);

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_folder_has_the_same_files(string folder)
    {
        string[] wanted = ["main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md"];
        Assert.All(wanted, file => Assert.True(File.Exists(Path.Combine(Repository.PathOf(folder), file)), file));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_line_is_longer_than_120_columns(string folder) => Assert.Empty(
        from file in Directory.GetFiles(Repository.PathOf(folder), "*.*", SearchOption.AllDirectories)
        where Path.GetExtension(file) is ".tf" or ".hcl"
        from line in File.ReadAllLines(file)
        where line.Length > 120
        select $"{file}: {line}");

    [Fact]
    public void A_table_has_a_row_for_each_variable_and_output()
    {
        const string module =
            """
            variable "names" {
              description = "All <names>."
              type = list(object({
                first = string
              }))
              default = [
                "a",
              ]
              nullable = false
            }

            variable "size" {
              description = "How large."
              type        = number

              validation {
                condition = var.size > 0
              }
            }

            output "url" {
              description = "Where it is."
              value       = "x"
            }

            """;
        Assert.Equal(
            """
            a
            <!-- variables -->
            | variable | type | default | meaning |
            |---|---|---|---|
            | `names` | list | see variables.tf | All &lt;names>. |
            | `size` | number | must be set | How large. |

            | output | meaning |
            |---|---|
            | `url` | Where it is. |
            <!-- /variables -->
            """,
            VariableTable.Renew(
                "a\n<!-- variables -->\n<!-- /variables -->",
                ModuleFile.BlocksIn(module, "variable"),
                ModuleFile.BlocksIn(module, "output")));
    }

    [Fact]
    public void A_document_without_a_place_for_the_tables_is_found() => Assert.Null(VariableTable.Renew("a", [], []));
}
