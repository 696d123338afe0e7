using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Connectors.EndToEnd.LocalIntake;

public sealed partial class PageTests(IntakeProcess intake) : IntakeTest(intake), IClassFixture<IntakeProcess>
{
    [Fact]
    public async Task The_page_is_one_document_that_loads_nothing_else()
    {
        string page = await Intake.Http.GetStringAsync("", TestContext.Current.CancellationToken);
        Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(src|href)=""(?!data:|#)", page);
        Assert.DoesNotMatch(@"@import|url\(", page);
        Assert.DoesNotContain("/* script */", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_runs_in_the_page_but_its_own_script_and_style()
    {
        using HttpResponseMessage response = await Intake.Http.GetAsync("", TestContext.Current.CancellationToken);
        string page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        foreach (Match part in InlinePart().Matches(page))
        {
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(part.Groups["text"].Value));
            Assert.Contains($"{part.Groups["tag"]}-src 'sha256-{Convert.ToBase64String(hash)}'", policy);
        }

        Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document.write", page);
    }

    [GeneratedRegex("<(?<tag>script|style)>(?<text>.*?)</\\k<tag>>", RegexOptions.Singleline)]
    private static partial Regex InlinePart();
}
