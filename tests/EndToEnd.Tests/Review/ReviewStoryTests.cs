using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using PovertyPlatform.EndToEndTests.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.EndToEndTests.Review;

/// <summary>
/// A commune's whole review through the gateway, by officer, reviewer, chair and province with their own tokens, and a household's move to another province with all that follows it: what
/// <c>./dev demo review</c> tells, told here over empty registries. The story compares its own counts; here it is asked again from outside.
/// </summary>
public sealed class ReviewStoryTests(WholeOffice office) : IClassFixture<WholeOffice>
{
    [Fact]
    public async Task WholeReview_FromPlanToCertificates_WithTheProperRoles()
    {
        using var gateway = new HttpClient { BaseAddress = office.Gateway.Address };
        var officer = await Token(gateway, "officer-chetao");
        await Eventually.Get(() => Get(gateway, officer, "/household/v1/lists"), list => list.TryGetProperty("items", out _), TimeSpan.FromSeconds(60));

        var (code, said) = await Demo();
        Assert.True(code == 0, said);

        // The chair's decision is the list in force; nobody else could take it.
        var list = await Get(gateway, officer, "/household/v1/lists/in-force?communeCode=04489&year=2026");
        Assert.Equal((11, 4, 4), (list.GetProperty("poor").GetInt32(), list.GetProperty("nearPoor").GetInt32(), list.GetProperty("escaped").GetInt32()));
        Assert.Equal(403, await Status(gateway, officer, HttpMethod.Post, $"/household/v1/lists/{list.GetProperty("id").GetGuid()}/recognition"));
        var cycle = (await Get(gateway, officer, "/household/v1/review-cycles?communeCode=04489&year=2026")).GetProperty("items")[0].GetProperty("cycle");
        Assert.Equal("Locked", cycle.GetProperty("state").GetString());
        Assert.Equal(403, await Status(gateway, officer, HttpMethod.Post, $"/household/v1/review-cycles/{cycle.GetProperty("id").GetGuid()}/lock"));

        // One household came back from the meeting, one objection was upheld: their cases say so, step by step.
        var cases = (await Get(gateway, officer, $"/household/v1/review-cases?cycleId={cycle.GetProperty("id").GetGuid()}&limit=500")).GetProperty("items").EnumerateArray().Select(found => found.GetProperty("id").GetGuid()).ToList();
        Assert.Equal(20, cases.Count);
        var steps = new List<string>();
        foreach (var found in cases)
            steps.Add(string.Join(' ', (await Get(gateway, officer, $"/household/v1/review-cases/{found}")).GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("taken").GetString())));
        Assert.Single(steps, line => line == "List Visit Score Meet Visit Score Meet Post Recognise Certify Close");
        Assert.Single(steps, line => line == "Request Screen List Visit Score Meet Post Contest Recheck PostAgain Recognise Certify Close");

        await MovedHousehold(gateway, officer);

        // Told a second time it changes nothing and still agrees.
        (code, said) = await Demo();
        Assert.True(code == 0, said);
        Assert.Equal(20, (await Get(gateway, officer, $"/household/v1/review-cases?cycleId={cycle.GetProperty("id").GetGuid()}&limit=500")).GetProperty("items").GetArrayLength());
    }

    // Taken over in Cần Thơ: the people, the recognition and the past are there, and nothing of them is left to read where they came from.
    private async Task MovedHousehold(HttpClient gateway, string officer)
    {
        var there = await Token(gateway, "officer-phongdien");
        var offer = Assert.Single((await Get(gateway, there, "/household/v1/hand-overs?side=in")).GetProperty("items").EnumerateArray());
        Assert.Equal(("Accepted", "15", "04489", "92", "31299"), (offer.GetProperty("state").GetString(), offer.GetProperty("fromProvinceCode").GetString(), offer.GetProperty("fromCommuneCode").GetString(),
            offer.GetProperty("toProvinceCode").GetString(), offer.GetProperty("toCommuneCode").GetString()));
        var home = $"/household/v1/households/{offer.GetProperty("householdId").GetGuid()}";
        var household = await Get(gateway, there, home);
        Assert.Equal("92", household.GetProperty("provinceCode").GetString());
        Assert.Equal(4, household.GetProperty("members").GetArrayLength());
        Assert.Equal("HandedOver", (await Get(gateway, there, $"{home}/history")).GetProperty("items")[0].GetProperty("kind").GetString());
        Assert.Equal(404, await Status(gateway, officer, HttpMethod.Get, home));
        Assert.Equal(404, await Status(gateway, officer, HttpMethod.Get, $"{home}?on=2026-11-02"));
        Assert.Equal(200, await Status(gateway, officer, HttpMethod.Get, $"{home}?on=2026-11-01"));
        Assert.Equal(20, (await Get(gateway, officer, "/household/v1/households?communeCode=04489&limit=500")).GetProperty("items").GetArrayLength());
        Assert.Single((await Get(gateway, there, "/household/v1/households?communeCode=31299&limit=500")).GetProperty("items").EnumerateArray());
        Assert.Equal(0, (await Get(gateway, officer, "/support/v1/grants?communeCode=04489&limit=500")).GetProperty("items").EnumerateArray().Count(grant => grant.GetProperty("householdId").GetGuid() == offer.GetProperty("householdId").GetGuid()));
        var poor = 0m;
        foreach (var (token, commune, expected) in new[] { (officer, "04489", 10m), (there, "31299", 1m) })
        {
            var households = (await Get(gateway, token, $"/reporting/v1/reports/1?areaCode={commune}&on=2026-11-02")).GetProperty("rows")[0].GetProperty("values")[2].GetDecimal();
            Assert.Equal(expected, households);
            poor += households;
        }

        Assert.Equal((await Get(gateway, officer, "/reporting/v1/reports/1?areaCode=04489&on=2026-11-01")).GetProperty("rows")[0].GetProperty("values")[2].GetDecimal(), poor);
    }

    private async Task<(int Code, string Said)> Demo()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(Approved.Root, "tools", "Dev", "bin", configuration, "net10.0", "Dev.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "demo", "review", "--gateway", office.Gateway.Address.ToString(), "--credentials", office.Folder])
        {
            WorkingDirectory = Approved.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    private async Task<string> Token(HttpClient gateway, string clientId)
    {
        async Task<JsonElement> Ask()
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = office.SecretOf(clientId) });
            using var answer = await gateway.PostAsync("/connect/token", form);
            return answer.IsSuccessStatusCode ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement : default;
        }

        return (await Eventually.Get(Ask, answer => answer.ValueKind == JsonValueKind.Object, TimeSpan.FromSeconds(60))).GetProperty("access_token").GetString()!;
    }

    private static async Task<JsonElement> Get(HttpClient gateway, string token, string path)
    {
        using var answer = await Send(gateway, token, HttpMethod.Get, path);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement : JsonDocument.Parse("{}").RootElement;
    }

    private static async Task<int> Status(HttpClient gateway, string token, HttpMethod method, string path)
    {
        using var answer = await Send(gateway, token, method, path);
        return (int)answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> Send(HttpClient gateway, string token, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? new StringContent("{}", System.Text.Encoding.UTF8, "application/json") : null };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await gateway.SendAsync(request);
    }
}
