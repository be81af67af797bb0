using System.Security.Cryptography;
using System.Text;
using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.ServiceDefaultsTests.Protection;

public sealed class SealedColumnTests : IDisposable
{
    private const string Number = "015190000123";
    private readonly string _folder = Directory.CreateTempSubdirectory("seal-").FullName;
    private readonly Guid _row = Guid.CreateVersion7();

    private string KeyPath => Path.Combine(_folder, "keys.json");

    public SealedColumnTests() => KeyFile.Make(KeyPath);

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void SealedValue_OpensForItsOwnRowAndColumnOnly()
    {
        var ring = new KeyRing(KeyPath);
        var column = new SealedColumn(ring, "person.number", Nonces.Steady);
        var box = column.Seal(_row, Number);
        Assert.Equal(Number, column.Open(_row, box));
        Assert.Equal(Number.Length + SealedColumn.Overhead, box.Length);
        Assert.Throws<AuthenticationTagMismatchException>(() => column.Open(Guid.CreateVersion7(), box));
        Assert.Throws<AuthenticationTagMismatchException>(() => new SealedColumn(ring, "person.telephone", Nonces.Steady).Open(_row, box));
    }

    [Fact]
    public void SealedValue_NoticesEveryChangedBit()
    {
        var column = new SealedColumn(new KeyRing(KeyPath), "person.number", Nonces.Steady);
        var box = column.Seal(_row, Number);
        for (var bit = 0; bit < box.Length * 8; bit++)
        {
            var changed = (byte[])box.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.ThrowsAny<CryptographicException>(() => column.Open(_row, changed));
        }

        Assert.Throws<CryptographicException>(() => column.Open(_row, box.AsSpan(0, SealedColumn.Overhead - 1).ToArray()));
        Assert.Throws<CryptographicException>(() => column.Open(_row, Encoding.ASCII.GetBytes(Number)));
    }

    [Fact]
    public void SteadyNonce_GivesSameBytesForSameRowAndValueOnly()
    {
        var column = new SealedColumn(new KeyRing(KeyPath), "person.number", Nonces.Steady);
        Assert.Equal(column.Seal(_row, Number), column.Seal(_row, Number));
        var nonces = Enumerable.Range(0, 2000).SelectMany(n => new[] { column.Seal(_row, $"{n:D12}"), column.Seal(Guid.CreateVersion7(), Number) }).Select(box => Convert.ToHexString(box, 2, 12));
        Assert.Distinct(nonces);
    }

    [Fact]
    public void RandomNonce_NeverGivesTheSameBytes()
    {
        var column = new SealedColumn(new KeyRing(KeyPath), "file.part", Nonces.Random);
        Assert.Distinct(Enumerable.Range(0, 1000).Select(_ => Convert.ToHexString(column.Seal(_row, Number))));
        var large = new string('x', 600_000);
        Assert.Equal(large, column.Open(_row, column.Seal(_row, large)));
        Assert.Equal("", column.Open(_row, column.Seal(_row, "")));
    }

    [Fact]
    public async Task ManyThreads_SealAndOpenAtOnce()
    {
        var column = new SealedColumn(new KeyRing(KeyPath), "person.number", Nonces.Steady);
        await Parallel.ForAsync(0, 20_000, TestContext.Current.CancellationToken, (n, _) =>
        {
            Assert.Equal($"{n}", column.Open(_row, column.Seal(_row, $"{n}")));
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void NewKey_SealsFromNowOn_AndOldSealsStillOpen()
    {
        var column = new SealedColumn(new KeyRing(KeyPath), "person.number", Nonces.Steady);
        var old = column.Seal(_row, Number);
        Assert.Equal(2, KeyFile.AddSeal(KeyPath));
        var ring = new KeyRing(KeyPath);
        var now = new SealedColumn(ring, "person.number", Nonces.Steady);
        var box = now.Seal(_row, Number);
        Assert.Equal((1, 2), (old[1], box[1]));
        Assert.Equal(Number, now.Open(_row, old));
        // Whoever read the file before it had the key looks again when it meets the number.
        Assert.Equal(Number, column.Open(_row, box));
        KeyFile.RemoveOld(KeyPath);
        var later = new SealedColumn(new KeyRing(KeyPath), "person.number", Nonces.Steady);
        Assert.Equal(Number, later.Open(_row, box));
        Assert.Contains("Key 1", Assert.Throws<CryptographicException>(() => later.Open(_row, old)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mark_IsTheSameForTheSameValueUnderTheSameKeyAndKind()
    {
        var ring = new KeyRing(KeyPath);
        var mark = new SearchMark(ring, "number");
        Assert.Equal(mark.Of(Number), mark.Of(Number));
        Assert.Equal(SearchMark.Length, mark.Of(Number).Length);
        Assert.Equal(1, mark.Of(Number)[0]);
        Assert.NotEqual(mark.Of(Number), mark.Of("015190000124"));
        Assert.NotEqual(mark.Of(Number), new SearchMark(ring, "telephone").Of(Number));
        KeyFile.AddMark(KeyPath);
        var both = new SearchMark(new KeyRing(KeyPath), "number").All(Number);
        Assert.Equal(2, both.Length);
        Assert.Contains(both, one => one.AsSpan().SequenceEqual(mark.Of(Number)));
    }
}
