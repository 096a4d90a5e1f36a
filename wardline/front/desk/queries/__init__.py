"""What lies on a desk: things to do now, figures by place, one institution whole."""

from wardline.front.desk.queries.board import Board, board
from wardline.front.desk.queries.house import House, house
from wardline.front.desk.queries.items import Item
from wardline.front.desk.queries.todo import todo

__all__ = ["Board", "House", "Item", "board", "house", "todo"]
