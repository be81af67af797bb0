using System.IO.Compression;
using System.Text;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Idempotency;
using Xunit;

namespace PovertyPlatform.TestKit.Door;

/// <summary>What calls leave in the audit trail: every accepted change a line with digests, every answer that names a resident a line too.</summary>
public abstract partial class AccessMatrixTests<TProgram>
{
    /// <summary>Requests that leave no line, or one without digests, on purpose: by method and route, with the reason.</summary>
    protected virtual IReadOnlyDictionary<string, string> LeavesNoTrail { get; } = new Dictionary<string, string>();

    // A shelf of faulted messages is empty here: nothing is put back, while the service's own workers write.
    private static readonly string[] NothingToDo = ["POST /v1/operations/queues/{queue}/faults/replay"];

    [Fact]
    public async Task EveryAcceptedChange_LeavesALineWithDigests()
    {
        var stage = await Stage();
        var (wrong, proven) = (new List<string>(), new List<string>());
        foreach (var endpoint in Endpoints.Where(endpoint => endpoint is { IsOpen: false, IsWrite: true } && stage.Samples.ContainsKey(endpoint.Key) && !LeavesNoTrail.ContainsKey(endpoint.Key) && !NothingToDo.Contains(endpoint.Key)))
        {
            // Made before the mark: what the sample arranges is no change of the caller.
            var path = await stage.Samples[endpoint.Key].Own();
            await Quiet();
            var (before, mark) = (await Lines(), await host.Scalar<long>("select txid_current()"));
            var (status, _) = await Call(endpoint, stage.Samples[endpoint.Key], path);
            if (status is < 200 or >= 300 || await Written(mark) == 0)
                continue;
            proven.Add(endpoint.Key);
            if (await Lines() == before)
                wrong.Add($"{endpoint.Key}: {status} and no line of the caller with a digest before or after");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{service}: accepted {string.Join(", ", proven)}");
        None(wrong, "Accepted changes without a line; save an AuditEntry with the change, or say in LeavesNoTrail why not");
        // Operators' endpoints need faulted messages to do anything.
        if (proven.Count == 0 && Endpoints.Any(endpoint => endpoint is { IsOpen: false, IsWrite: true } && !endpoint.Path.StartsWith("/v1/operations", StringComparison.Ordinal) && !LeavesNoTrail.ContainsKey(endpoint.Key)))
            throw new InvalidOperationException("No change was accepted: the test looked at nothing.");

        Task<long> Lines() => host.Scalar<long>($"select count(*) from audit.entry where actor_id = '{Places.Caller}' and (before_hash is not null or after_hash is not null)");
    }

    [Fact]
    public async Task EveryAnswerThatNamesAResident_LeavesALine()
    {
        var stage = await Stage();
        if (stage.Residents is null)
            return;
        var residents = await Column(stage.Residents);
        var (wrong, named) = (new List<string>(), new List<string>());
        foreach (var endpoint in Endpoints.Where(endpoint => endpoint is { IsOpen: false, IsWrite: false } && stage.Samples.ContainsKey(endpoint.Key)))
        {
            var before = await Lines();
            var (status, text) = await Call(endpoint, stage.Samples[endpoint.Key], await stage.Samples[endpoint.Key].Own());
            if (status != 200 || !residents.Any(name => text.Contains(name, StringComparison.Ordinal)))
                continue;
            named.Add(endpoint.Key);
            if (!LeavesNoTrail.ContainsKey(endpoint.Key) && await Lines() == before)
                wrong.Add($"{endpoint.Key}: names residents and leaves no line");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{service}: named somebody {string.Join(", ", named)}");
        None(wrong, "Readings of identified people without a line; save an AuditEntry before the answer, or mask");
        if (named.Count == 0)
            throw new InvalidOperationException($"No answer named one of {residents.Count} residents: the test looked at nothing.");

        Task<long> Lines() => host.Scalar<long>($"select count(*) from audit.entry where actor_id = '{Places.Caller}'");
    }

    private async Task<(int Status, string Text)> Call(ServiceEndpoint endpoint, AccessSample sample, string path)
    {
        var actor = Places.Home(Scopes.All);
        using var client = host.ClientFor(sample.IsOfProvinces ? actor with { Provinces = [Places.Province], Communes = [] } : actor);
        using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), path) { Content = sample.ContentFor(false) };
        request.Headers.Add(IdempotencyExtensions.KeyHeader, Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, TextOf(await answer.Content.ReadAsByteArrayAsync()));
    }

    /// <summary>Waits until the service's own workers have nothing to write: what they do is nobody's change.</summary>
    private async Task Quiet()
    {
        for (var look = 0; look < 100; look++)
        {
            var mark = await host.Scalar<long>("select txid_current()");
            await Task.Delay(50);
            if (await Written(mark) == 0)
                return;
        }
    }

    /// <summary>Rows that were written since a transaction, wherever; what repeats or leaves the change does not count.</summary>
    private Task<long> Written(long mark) => host.Scalar<long>($"""
        select coalesce(sum((xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %s where xmin::text::bigint > {mark}', c.oid::regclass), false, true, '')))[1]::text::bigint), 0)::bigint
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and c.relname not like 'duplicate\_%' and n.nspname not in ('audit', 'messaging', 'idempotency', 'access', 'walls', 'information_schema') and n.nspname not like 'pg\_%'
        """);

    private static string TextOf(byte[] body)
    {
        if (body is not [(byte)'P', (byte)'K', 3, 4, ..])
            return Encoding.UTF8.GetString(body);
        using var parts = new ZipArchive(new MemoryStream(body));
        var text = new StringBuilder();
        foreach (var part in parts.Entries)
        {
            using var reader = new StreamReader(part.Open());
            text.Append(reader.ReadToEnd());
        }

        return text.ToString();
    }

    private async Task<List<string>> Column(string sql)
    {
        var found = new List<string>();
        await using var command = host.Database.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            found.Add(rows.GetString(0));
        return found;
    }
}
