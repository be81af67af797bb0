using System.Collections.Concurrent;
using System.Text.Json;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Hosting;
using Xunit;

namespace PovertyPlatform.TestKit.Door;

/// <summary>
/// Every endpoint of a service, called by every role for its own area, for another area and without a token, over HTTP against the real service; each call is let in or
/// refused as docs/security/access.md says, and that document is made from the code.
/// </summary>
/// <param name="host">The service.</param>
/// <param name="service">Short name, also the audience and the part of the document.</param>
public abstract partial class AccessMatrixTests<TProgram>(ServiceHost<TProgram> host, string service)
    where TProgram : class
{
    private static readonly ConcurrentDictionary<ServiceHost<TProgram>, Lazy<Task<AccessStage>>> Stages = new();

    /// <summary>Prepares things in the own and in the other area, once per host.</summary>
    protected abstract Task<AccessStage> Arrange();

    /// <summary>Paths that are open on purpose, and why.</summary>
    protected virtual IReadOnlyDictionary<string, string> Open { get; } = new Dictionary<string, string>
    {
        ["/health"] = "probes",
        ["/alive"] = "probes",
        ["/openapi/{documentName}.json"] = "the API document; no way through the gateway in production",
    };

    private IReadOnlyList<ServiceEndpoint> Endpoints => field ??= ServiceEndpoint.Of(host.Services);

    private Task<AccessStage> Stage() => Stages.GetOrAdd(host, _ => new Lazy<Task<AccessStage>>(Arrange)).Value;

    [Fact]
    public async Task EveryEndpoint_HasASample()
    {
        var samples = (await Stage()).Samples;
        None(Endpoints.Where(endpoint => !endpoint.IsOpen && !samples.ContainsKey(endpoint.Key)).Select(endpoint => endpoint.Key),
            $"No sample says how the matrix calls these; add them to the stage in tests of {service} (see AccessSample)");
        None(Endpoints.Where(endpoint => endpoint.IsOpen && !Open.ContainsKey(endpoint.Path)).Select(endpoint => endpoint.Key), "Open without a reason; demand a scope, or add the path to Open");
        None(samples.Keys.Except(Endpoints.Select(endpoint => endpoint.Key)), "Samples of endpoints that do not exist");
    }

    [Fact]
    public void WhatLeavesAsAFile_IsAnExportAtTheGateway_AndCountsForTheDay()
    {
        using var limits = JsonDocument.Parse(File.ReadAllText(Path.Combine(Approved.Root, "reference/gateway/limits.json")), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var exports = limits.RootElement.GetProperty("exports").EnumerateArray().Select(request => request.GetString()!).Where(request => request.Contains($" /{service}/", StringComparison.Ordinal)).ToList();
        var files = Endpoints.Where(endpoint => endpoint.GivesFile).ToDictionary(endpoint => $"{endpoint.Method} /{service}{endpoint.Path}");
        None(files.Keys.Except(exports), "Give files and are no exports at the gateway; add them to reference/gateway/limits.json");
        None(exports.Except(files.Keys), "Exports of reference/gateway/limits.json that give no file, or do not exist");
        None(files.Where(file => !file.Value.HasDailyBudget).Select(file => file.Key), "Give files without a daily budget (WithDailyBudget)");
    }

    [Fact]
    public async Task AccessDocument_IsInStep()
    {
        await EveryEndpoint_HasASample();
        Approved.MatchSection(AccessDocument.Write(Endpoints, (await Stage()).Samples, Open), AccessDocument.Path, service);
    }

    [Fact]
    public async Task EveryCell_IsAsTheDocumentSays()
    {
        var stage = await Stage();
        var document = AccessDocument.Read(Approved.Section(AccessDocument.Path, service));
        var wrong = new List<string>();
        var looked = 0;
        foreach (var endpoint in Endpoints.Where(endpoint => !endpoint.IsOpen))
        {
            if (!stage.Samples.TryGetValue(endpoint.Key, out var sample))
                continue;
            foreach (var role in RoleList.All)
            {
                if (!document.TryGetValue((endpoint.Key, role.Code), out var allowed))
                    wrong.Add($"{endpoint.Key}, {role.Code}: the document has no such cell");
                else
                    wrong.AddRange(await (allowed ? Allowed(endpoint, role, sample, stage) : Refused(endpoint, role, sample)));
                looked++;
            }
        }

        None(wrong, $"Cells that are not as {AccessDocument.Path} says");
        if (looked == 0 && Endpoints.Any(endpoint => !endpoint.IsOpen))
            throw new InvalidOperationException("No cell was looked at.");
    }

    [Fact]
    public async Task WithoutAToken_NothingAnswers_AndEveryOtherScopeIsNotEnough()
    {
        var stage = await Stage();
        var wrong = new List<string>();
        foreach (var endpoint in Endpoints.Where(endpoint => !endpoint.IsOpen && stage.Samples.ContainsKey(endpoint.Key)))
        {
            var sample = stage.Samples[endpoint.Key];
            var path = sample.Other ?? await sample.Own();
            wrong.AddRange(await Expect($"{endpoint.Key} without a token", endpoint, path, sample, null, false, [401]));
            foreach (var scope in endpoint.Scopes)
            {
                var others = Places.Home(Scopes.All.Where(other => other != scope));
                wrong.AddRange(await Expect($"{endpoint.Key} with every scope but {scope}", endpoint, path, sample, others, false, [403]));
            }
        }

        None(wrong, "Let in by mistake");
    }

    private async Task<IEnumerable<string>> Allowed(ServiceEndpoint endpoint, Role role, AccessSample sample, AccessStage stage)
    {
        var (home, away) = (Places.Home(role.Scopes) with { Roles = [role.Code] }, Places.Away(role.Scopes) with { Roles = [role.Code] });
        if (sample.IsOfProvinces)
            home = home with { Provinces = [Places.Province], Communes = [] };
        if (role.IsOfHamlets)
            home = home with { Communes = [], Hamlets = stage.Hamlets };
        var name = $"{endpoint.Key}, {role.Code}";
        var own = await sample.Own();
        var wrong = new List<string>();
        if (role.IsOfHamlets && sample.RefusesHamlets is { } refused)
            return await Expect($"{name}, whole commune", endpoint, own, sample, home, false, refused, Shown(sample));
        if (role.IsOfHamlets && sample.Rule is not (AreaRule.Everywhere or AreaRule.OwnClient))
            wrong.AddRange(await Expect($"{name}, from another hamlet", endpoint, own, sample, home with { Hamlets = [Places.OtherHamlet] }, false,
                sample.FromOtherHamlet ?? (sample.IsFrameOfHamlets || sample.Rule == AreaRule.Filtered ? sample.Passes : sample.Refuses ?? (sample.Rule == AreaRule.Named ? [403] : [404])),
                sample.IsFrameOfHamlets ? stage.Canaries : [.. stage.Canaries, .. Shown(sample)]));
        wrong.AddRange(await Expect($"{name}, own area", endpoint, own, sample, home, false, sample.Passes, stage.Canaries, sample.Shows));
        switch (sample.Rule)
        {
            case AreaRule.Thing:
                wrong.AddRange(await Expect($"{name}, neighbour's", endpoint, Needed(endpoint, sample), sample, home, true, sample.Refuses ?? [404], stage.Canaries));
                wrong.AddRange(await Expect($"{name}, from another province", endpoint, own, sample, away, false, sample.Refuses ?? [404], Shown(sample)));
                break;
            case AreaRule.Named:
                wrong.AddRange(await Expect($"{name}, neighbour's", endpoint, sample.Other ?? own, sample, home, true, sample.Refuses ?? [403], stage.Canaries));
                wrong.AddRange(await Expect($"{name}, from another province", endpoint, own, sample, away, false, sample.FromAway ?? sample.Refuses ?? [403], Shown(sample)));
                break;
            case AreaRule.Filtered:
                if (sample.Other is { } elsewhere)
                    wrong.AddRange(await Expect($"{name}, neighbour's", endpoint, elsewhere, sample, home, true, sample.Passes, stage.Canaries));
                wrong.AddRange(await Expect($"{name}, from another province", endpoint, own, sample, away, false, sample.Passes, [.. stage.Canaries, .. Shown(sample)]));
                break;
            case AreaRule.OwnClient:
                if (sample.Other is { } other)
                    wrong.AddRange(await Expect($"{name}, another client's", endpoint, other, sample, home, true, [404], stage.Canaries));
                else
                    wrong.AddRange(await Expect($"{name}, by another client", endpoint, own, sample, home with { Id = Places.Stranger }, false, sample.Passes, Shown(sample)));
                break;
            default:
                break;
        }

        return wrong;
    }

    private async Task<IEnumerable<string>> Refused(ServiceEndpoint endpoint, Role role, AccessSample sample)
    {
        // A role without any scope of this service has tokens of other audiences only: they are no tokens here.
        int[] expected = role.Scopes.SelectMany(Scopes.AudiencesOf).Contains(service) ? [403] : [401];
        return await Expect($"{endpoint.Key}, {role.Code}", endpoint, sample.Other ?? await sample.Own(), sample, Places.Home(role.Scopes), false, expected);
    }

    private async Task<IEnumerable<string>> Expect(
        string what, ServiceEndpoint endpoint, string path, AccessSample sample, TestActor? actor, bool other, IReadOnlyList<int> statuses,
        IReadOnlyList<string>? hidden = null, string? shows = null)
    {
        using var client = host.ClientFor(actor);
        using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), path) { Content = sample.ContentFor(other) };
        request.Headers.Add(IdempotencyExtensions.KeyHeader, Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        var code = CodeOf(answer, body);
        var wrong = new List<string>();
        if (!statuses.Contains((int)answer.StatusCode) || (code is "scope-missing" or "area-outside" && !statuses.Contains(403)))
            wrong.Add($"{what}: {(int)answer.StatusCode} {code}, expected {string.Join('/', statuses)}; {body[..Math.Min(body.Length, 300)]}");
        if (hidden?.FirstOrDefault(text => body.Contains(text, StringComparison.Ordinal) && !path.Contains(text, StringComparison.Ordinal)) is { } leaked)
            wrong.Add($"{what}: the answer shows {leaked}");
        if (shows is not null && !body.Contains(shows, StringComparison.Ordinal))
            wrong.Add($"{what}: the answer does not show {shows}; {body[..Math.Min(body.Length, 300)]}");
        return wrong;
    }

    private static string? CodeOf(HttpResponseMessage answer, string body) => answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
        ? JsonDocument.Parse(body).RootElement.GetProperty("type").GetString()?.Split(':')[^1]
        : null;

    private static string[] Shown(AccessSample sample) => sample.Shows is { } shown ? [shown] : [];

    private static string Needed(ServiceEndpoint endpoint, AccessSample sample) =>
        sample.Other ?? throw new InvalidOperationException($"The sample of {endpoint.Key} names nothing in the other area (Other); the matrix cannot prove its rule {sample.Rule}.");

    private static void None(IEnumerable<string> wrong, string what)
    {
        var all = wrong.ToList();
        if (all.Count > 0)
            throw new InvalidOperationException($"{what} ({all.Count}):\n{string.Join('\n', all.Take(60))}");
    }
}
