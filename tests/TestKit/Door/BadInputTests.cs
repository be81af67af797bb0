using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Hosting;
using Xunit;

namespace PovertyPlatform.TestKit.Door;

/// <summary>
/// Malformed requests by the ten thousand, made from the service's OpenAPI document, every family of endpoints (the first part of the path) its share: whatever comes in, the service
/// never answers 5xx, never shows a stack trace, never shows or changes anything of another area. <c>BAD_INPUT_SEED</c> repeats a run, <c>BAD_INPUT_COUNT</c> says how many for each family.
/// </summary>
/// <param name="host">The service.</param>
/// <param name="service">Short name.</param>
public abstract partial class BadInputTests<TProgram>(ServiceHost<TProgram> host, string service)
    where TProgram : class
{
    private const int Usual = 10_000;
    private const int Least = 1_000;
    private const int AtOnce = 8;
    private static readonly ConcurrentDictionary<ServiceHost<TProgram>, Lazy<Task<AccessStage>>> Stages = new();
    private static readonly string[] Traces = ["   at ", "System.", "Microsoft.", "Npgsql", "StackTrace", "Exception", ".cs:line", "PovertyPlatform."];

    /// <summary>Prepares things in the own and in the other area, once per host.</summary>
    protected abstract Task<AccessStage> Arrange();

    private Task<AccessStage> Stage() => Stages.GetOrAdd(host, _ => new Lazy<Task<AccessStage>>(Arrange)).Value;

    [Fact]
    public async Task TenThousandMalformedRequests_AreAnsweredAsRequests()
    {
        var seed = Number("BAD_INPUT_SEED") ?? Random.Shared.Next();
        var stage = await Stage();
        var before = await host.Scalar<string>(stage.OtherArea);
        // Operators' endpoints open a connection to the broker each time, an upload starts an import, a draft computes a whole list: they get a smaller share.
        var families = (await Operations()).GroupBy(operation => FamilyOf(operation.Path)).OrderBy(family => family.Key, StringComparer.Ordinal).Select(family => family
            .SelectMany(operation => Enumerable.Repeat(operation, IsHeavy(operation) || stage.Samples.GetValueOrDefault(operation.Key) is { IsHeavy: true } ? 1 : 20)).ToList()).ToList();
        var each = Number("BAD_INPUT_COUNT") ?? Math.Max(Least, Usual / families.Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{service}: {families.Count} families, {each} requests each, BAD_INPUT_SEED={seed}");
        var forge = new RequestForge(stage.Samples, service);
        using var client = host.ClientFor(null);
        var watch = Stopwatch.StartNew();
        var wrong = new ConcurrentBag<string>();
        var statuses = new ConcurrentDictionary<int, int>();
        await Parallel.ForAsync(0, each * families.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, ct) =>
        {
            var dice = new Random(unchecked(seed + (number * 7919)));
            var operations = families[number % families.Count];
            var operation = operations[dice.Next(operations.Count)];
            using var request = await forge.Make(operation, dice);
            var (status, fault) = await Send(client, request, stage);
            statuses.AddOrUpdate(status, 1, (_, old) => old + 1);
            if (fault is not null)
                wrong.Add($"request {number}, {request.Method} {request.RequestUri!.PathAndQuery[..Math.Min(400, request.RequestUri.PathAndQuery.Length)]} {await Sent(request)}\n    {fault}");
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed.TotalSeconds:F1} s; {string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}"))}");
        None(wrong, $"BAD_INPUT_SEED={seed}; answered wrongly");
        // A run that never got past the door would prove nothing.
        if (statuses.Where(pair => pair.Key < 300).Sum(pair => pair.Value) == 0 && stage.Samples.Count > 0)
            throw new InvalidOperationException($"No request got through: {string.Join(", ", statuses)}.");
        if (before != await host.Scalar<string>(stage.OtherArea))
            throw new InvalidOperationException($"BAD_INPUT_SEED={seed}: something of the other area changed.");
    }

    [Fact]
    public async Task EveryTextField_TakesInjectionsAsText()
    {
        var stage = await Stage();
        var before = await host.Scalar<string>(stage.OtherArea);
        using var client = host.ClientFor(Places.Home(Scopes.All));
        var (wrong, places) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        await Parallel.ForEachAsync((await Operations()).Where(operation => stage.Samples.ContainsKey(operation.Key) && !IsHeavy(operation)), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (operation, _) =>
        {
            var sample = stage.Samples[operation.Key];
            var own = (await sample.Own()).Split('?')[0];
            var valid = sample.Body is null ? null : (JsonObject)JsonSerializer.SerializeToNode(sample.Body, JsonSerializerOptions.Web)!;
            var fields = valid is null ? [] : TextPlaces.Of(operation.Body, valid);
            foreach (var field in fields)
                places.Add($"{operation.Key} {string.Join('.', field)}");
            foreach (var text in Hostile.Injections)
            {
                foreach (var parameter in operation.Parameters.Where(parameter => parameter.In == "query"))
                    await Try($"{operation.Key} {parameter.Name}={text}", $"{own}?{parameter.Name}={Uri.EscapeDataString(text)}", sample.ContentFor(false));
                foreach (var field in fields)
                    await Try($"{operation.Key} {string.Join('.', field)}: {text}", own,
                        new StringContent(TextPlaces.With(operation.Body, valid!, field, text).ToJsonString(), System.Text.Encoding.UTF8, "application/json"));
            }

            async Task Try(string what, string path, HttpContent? content)
            {
                using var request = new HttpRequestMessage(new HttpMethod(operation.Method), RequestForge.Address(path)) { Content = content };
                request.Headers.Add(IdempotencyExtensions.KeyHeader, Guid.NewGuid().ToString());
                var (_, fault) = await Send(client, request, stage);
                if (fault is not null)
                    wrong.Add($"{what}\n    {fault}");
            }
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{service}: {places.Count} places in bodies, {places.Count(place => place.Contains('.', StringComparison.Ordinal))} of them nested");
        None(wrong, "Injections that were not taken as text");
        if (before != await host.Scalar<string>(stage.OtherArea))
            throw new InvalidOperationException("Something of the other area changed.");
    }

    [Fact]
    public async Task PropertiesOfOthers_ChangeNothing()
    {
        var stage = await Stage();
        var before = await host.Scalar<string>(stage.OtherArea);
        using var client = host.ClientFor(Places.Home(Scopes.All));
        using var ofProvince = host.ClientFor(Places.Home(Scopes.All) with { Provinces = [Places.Province] });
        var wrong = new List<string>();
        foreach (var operation in (await Operations()).Where(operation => stage.Samples.TryGetValue(operation.Key, out var sample) && sample.Body is not null))
        {
            var sample = stage.Samples[operation.Key];
            var body = (JsonObject)JsonSerializer.SerializeToNode(sample.Body, JsonSerializerOptions.Web)!;
            const string Mark = "assigned-from-outside";
            foreach (var name in new[] { "id", "state", "provinceCode", "version", "clientId", "actorId", "draftedBy", "recognisedBy", "createdBy", "roles", "scopes", "isAdmin", "nationwide", "reviewYear", "contentHash", "secret", "role", "subject" })
                if (!body.ContainsKey(name))
                    body[name] = name is "roles" or "scopes" ? new JsonArray(Mark) : Mark;
            using var request = new HttpRequestMessage(new HttpMethod(operation.Method), await sample.Own()) { Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Add(IdempotencyExtensions.KeyHeader, Guid.NewGuid().ToString());
            using var answer = await (sample.IsOfProvinces ? ofProvince : client).SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            // 429: the other tests of this class have spent the caller's daily budget; nothing was taken then either.
            if (text.Contains(Mark, StringComparison.Ordinal) || !(sample.Passes.Contains((int)answer.StatusCode) || (int)answer.StatusCode is 400 or 429))
                wrong.Add($"{operation.Key}: {(int)answer.StatusCode} {text}");
        }

        None(wrong, "Properties taken from outside");
        if (before != await host.Scalar<string>(stage.OtherArea))
            throw new InvalidOperationException("Something of the other area changed.");
    }

    private async Task<IReadOnlyList<ApiOperation>> Operations() => ApiOperation.Of(JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Approved.Root, $"docs/api/{service}.json")))!);

    private static async Task<(int Status, string? Fault)> Send(HttpClient client, HttpRequestMessage request, AccessStage stage)
    {
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        var (status, type) = ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType);
        var asked = request.RequestUri!.OriginalString;
        var fault = status >= 500 ? $"{status}"
            : status >= 400 && body.Length > 0 && type is not ("application/problem+json" or "application/json" or "text/html") ? $"a refusal of type {type}"
            : status >= 400 && Array.Find(Traces, mark => body.Contains(mark, StringComparison.Ordinal) && !asked.Contains(mark, StringComparison.Ordinal)) is { } mark ? $"shows {mark}"
            : stage.Canaries.FirstOrDefault(text => WithoutTrace(body).Contains(text, StringComparison.Ordinal) && !asked.Contains(text, StringComparison.Ordinal)) is { } leaked ? $"shows {leaked} of the other area"
            : null;
        return (status, fault is null ? null : $"{fault}: {status} {body[..Math.Min(body.Length, 400)]}");
    }

    /// <summary>Random digits of a trace id are nobody's data, though they may look like a code of the other area.</summary>
    private static string WithoutTrace(string body) => TraceId().Replace(body, "");

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();

    private static async Task<string> Sent(HttpRequestMessage request)
    {
        var text = request.Content is null ? "" : $"{request.Content.Headers.ContentType} {System.Text.Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync())}";
        return text[..Math.Min(text.Length, 400)];
    }

    // /v1/review-cases/{id}/visit is of the family review-cases.
    private static string FamilyOf(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [_, var family, ..] ? family : path;

    private static bool IsHeavy(ApiOperation operation) => operation.Path.Contains("/operations/", StringComparison.Ordinal) || operation.ContentType == "multipart/form-data";

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void None(IEnumerable<string> wrong, string what)
    {
        var all = wrong.ToList();
        if (all.Count > 0)
            throw new InvalidOperationException($"{what} ({all.Count}):\n{string.Join('\n', all.Take(40))}");
    }
}
