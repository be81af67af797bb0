using PovertyPlatform.ServiceDefaults.Audit.Sealing;

namespace PovertyPlatform.ServiceDefaultsTests.Audit;

public class MerkleTreeTests
{
    [Fact]
    public void Root_ChangesWithEveryLeafAndWithTheirOrder()
    {
        for (var count = 1; count <= 33; count++)
        {
            var leaves = Enumerable.Range(0, count).Select(number => MerkleTree.LeafOf([(byte)number])).ToList();
            var roots = new HashSet<string> { Convert.ToHexString(MerkleTree.Root(leaves)) };
            for (var at = 0; at < count; at++)
                roots.Add(Convert.ToHexString(MerkleTree.Root([.. leaves.Select((leaf, index) => index == at ? MerkleTree.LeafOf([255]) : leaf)])));
            if (count > 1)
                roots.Add(Convert.ToHexString(MerkleTree.Root([.. leaves.AsEnumerable().Reverse()])));
            Assert.Equal(count + (count > 1 ? 2 : 1), roots.Count);
        }
    }

    [Fact]
    public void Node_IsNoLeaf()
    {
        var (left, right) = (MerkleTree.LeafOf([1]), MerkleTree.LeafOf([2]));
        Assert.NotEqual(MerkleTree.Root([left, right]), MerkleTree.LeafOf([.. left, .. right]));
    }
}
