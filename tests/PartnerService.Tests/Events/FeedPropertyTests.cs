using CsCheck;
using Npgsql;
using PovertyPlatform.PartnerService.Data.Feed;
using PovertyPlatform.PartnerService.Domain.Feed;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.PartnerServiceTests.Events;

/// <summary>Whatever the order in which writers begin, write, commit and give up, and whenever the reader looks: each event once, none missing, none of another area.</summary>
[Collection(QuietHost.OneAtTheFeed)]
public class FeedPropertyTests(QuietHost host)
{
    private const int Writers = 3;

    private enum Act
    {
        Append = 0,
        AppendElsewhere = 1,
        Commit = 2,
        GiveUp = 3,
        Poll = 4,
    }

    private static readonly Gen<(Act Act, int Writer)[]> Story = Gen.Select(
        Gen.Frequency((6, Gen.Const(Act.Append)), (2, Gen.Const(Act.AppendElsewhere)), (3, Gen.Const(Act.Commit)), (1, Gen.Const(Act.GiveUp)), (5, Gen.Const(Act.Poll))),
        Gen.Int[0, Writers - 1]).Array[5, 30];

    [Fact]
    public async Task Reader_SeesEachCommittedEventOnce() => await Story.SampleAsync(Play, iter: 40, threads: 1);

    private async Task Play((Act Act, int Writer)[] story)
    {
        var (mine, elsewhere) = (Told.NewCommune(), Told.NewCommune());
        var reader = new Polling(new FeedReader(host.Database, new FeedOptions { LookedAtPerPage = 4 }), new FeedFilter(Told.AreaOf(mine), [], []));
        await reader.StartAtTheEnd();
        var writers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => host.Database.OpenConnectionAsync().AsTask()));
        var open = new NpgsqlTransaction?[Writers];
        var written = Enumerable.Range(0, Writers).Select(_ => new List<Guid>()).ToArray();
        var committed = new List<Guid>();
        foreach (var (act, writer) in story.Concat(Enumerable.Range(0, Writers).Select(writer => (Act.Commit, writer))))
        {
            switch (act)
            {
                case Act.Poll:
                    await reader.Poll();
                    break;
                case Act.Append or Act.AppendElsewhere:
                    open[writer] ??= await writers[writer].BeginTransactionAsync();
                    var id = await Told.Append(writers[writer], act == Act.Append ? mine : elsewhere);
                    if (act == Act.Append)
                        written[writer].Add(id);
                    break;
                default:
                    if (open[writer] is { } transaction)
                    {
                        await (act == Act.Commit ? transaction.CommitAsync() : transaction.RollbackAsync());
                        await transaction.DisposeAsync();
                        committed.AddRange(act == Act.Commit ? written[writer] : []);
                    }

                    open[writer] = null;
                    written[writer].Clear();
                    break;
            }
        }

        foreach (var connection in writers)
            await connection.DisposeAsync();
        // Transactions of other tests on this server may hold the edge for a moment.
        for (var patience = 0; patience < 4000 && reader.Seen.Count < committed.Count; patience++)
        {
            await reader.Poll();
            await Task.Delay(5);
        }

        await reader.Poll();
        Assert.Equal(committed.Order(), reader.Seen.Order());
    }

    /// <summary>A reader that remembers its place only as the word it was given.</summary>
    private sealed class Polling(FeedReader feed, FeedFilter filter)
    {
        private string _place = "";

        public List<Guid> Seen { get; } = [];

        public async Task StartAtTheEnd() => _place = (await feed.End(CancellationToken.None)).ToString();

        public async Task Poll()
        {
            FeedPage page;
            do
            {
                Assert.True(FeedCursor.TryRead(_place, out var place));
                page = await feed.Read(place, filter, 3, CancellationToken.None);
                Assert.Equal(FeedOutcome.Read, page.Outcome);
                Assert.False(page.Next.IsBehind(place));
                Seen.AddRange(page.Rows.Select(row => row.EventId));
                _place = page.Next.ToString();
            }
            while (page.HasMore);
        }
    }
}
